using System.Globalization;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

public sealed class ExtractionOptionsTests
{
    public static TheoryData<string> Numbers() =>
        [.. typeof(ExtractionOptions).GetProperties().Where(property => property.PropertyType != typeof(string)).Select(property => property.Name)];

    [Fact]
    public void Problem_Defaults_AreRight() => new ExtractionOptions().Problem().ShouldBeNull();

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Problem_NumberThatCannotWork_IsNamed(string name)
    {
        var options = new ExtractionOptions();
        var property = typeof(ExtractionOptions).GetProperty(name)!;

        property.SetValue(options, Convert.ChangeType(-1, property.PropertyType, CultureInfo.InvariantCulture));

        options.Problem().ShouldNotBeNull().ShouldContain($"AgentGrid:Extraction:{name} is -1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("eng deu")]
    [InlineData("../eng")]
    public void Problem_LanguagesThatTesseractCannotTake_IsNamed(string languages) =>
        new ExtractionOptions { OcrLanguages = languages }.Problem().ShouldNotBeNull().ShouldContain("eng+deu");
}
