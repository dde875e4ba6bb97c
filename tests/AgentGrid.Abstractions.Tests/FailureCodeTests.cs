using System.Reflection;

namespace AgentGrid.Abstractions.Tests;

public sealed class FailureCodeTests
{
    [Fact]
    public void FailureCodes_All_AreUniqueSnakeCase()
    {
        var codes = typeof(FailureCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToList();
        codes.ShouldBeUnique();
        codes.ShouldAllBe(code => code.All(letter => char.IsAsciiLetterLower(letter) || letter == '_'));
    }
}
