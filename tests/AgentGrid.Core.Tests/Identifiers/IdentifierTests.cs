using AgentGrid.Core.Identifiers;

namespace AgentGrid.Core.Tests.Identifiers;

public sealed class IdentifierTests
{
    [Fact]
    public void NewId_Many_AreUniqueOpaqueAndOfOneForm()
    {
        var ids = new IdGenerator(TimeProvider.System);
        var made = Enumerable.Range(0, 10_000).Select(_ => ids.NewId("ses")).ToList();
        made.ShouldBeUnique();
        made.ShouldAllBe(id => id.StartsWith("ses_", StringComparison.Ordinal) && id.Length == 30);
        made.SelectMany(id => id[4..]).ShouldAllBe(letter => "0123456789abcdefghjkmnpqrstvwxyz".Contains(letter));
    }

    [Theory]
    [InlineData(new byte[] { }, "")]
    [InlineData(new byte[] { 0 }, "00")]
    [InlineData(new byte[] { 0xff }, "zw")]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff }, "zzzzzzzz")]
    [InlineData(new byte[] { 0, 0, 0, 0, 1 }, "00000001")]
    public void Encode_KnownBytes_GivesKnownText(byte[] bytes, string text) => Crockford32.Encode(bytes).ShouldBe(text);

    [Fact]
    public void Of_SameRequest_NamesTheSameThing()
    {
        var id = DerivedId.Of("agt", "usr_1", "agents", "key");
        DerivedId.Of("agt", "usr_1", "agents", "key").ShouldBe(id);
        new[]
        {
            id,
            DerivedId.Of("ses", "usr_1", "agents", "key"),
            DerivedId.Of("agt", "usr_2", "agents", "key"),
            DerivedId.Of("agt", "usr_1", "chat", "key"),
            DerivedId.Of("agt", "usr_1", "agents", "other"),
        }.ShouldBeUnique();
    }
}
