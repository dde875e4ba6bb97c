using AgentGrid.Server.Uploads;

namespace AgentGrid.Server.Tests.Uploads;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("..\\boot.ini")]
    [InlineData("..")]
    [InlineData("a/b.txt")]
    [InlineData("C:\\x.txt")]
    [InlineData("a\0b.txt")]
    [InlineData("a\nb.txt")]
    [InlineData("invoice\u202Efdp.exe")]
    [InlineData("bad\uFFFDname.txt")]
    [InlineData(" ")]
    [InlineData("")]
    [InlineData(null)]
    public void Check_NameThatCouldMislead_IsRefused(string? name) =>
        FileNames.Check(name).ShouldNotBeNull().Code.ShouldBe(FailureCodes.InvalidFileName);

    [Theory]
    [InlineData("""a \"b\" c.txt""", """a "b" c.txt""")]
    [InlineData("""C:\dir\x.txt""", """C:\dir\x.txt""")]
    [InlineData("""a\\b.txt""", """a\b.txt""")]
    [InlineData("plain.txt", "plain.txt")]
    [InlineData(null, null)]
    public void Unescape_QuotedString_GivesTheName(string? quoted, string? name) => FileNames.Unescape(quoted).ShouldBe(name);

    [Fact]
    public void Check_VeryLongName_IsRefused() => FileNames.Check(new string('a', 4_000)).ShouldNotBeNull();

    [Theory]
    [InlineData("report.md")]
    [InlineData("Überblick 2026 (final) – v2.pdf")]
    [InlineData("年次報告.txt")]
    [InlineData("..hidden")]
    [InlineData("👩‍💻.txt")]
    public void Check_PlainName_IsTaken(string name) => FileNames.Check(name).ShouldBeNull();
}
