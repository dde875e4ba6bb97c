using System.Collections.Immutable;
using AgentGrid.Agents;
using AgentGrid.Core.Sessions;

namespace AgentGrid.Core.Tests.Sessions;

public sealed class StartTurnRulesTests
{
    [Theory]
    [InlineData("", FailureCodes.InvalidRequest)]
    [InlineData(" \n\t", FailureCodes.InvalidRequest)]
    public void CheckMessage_Empty_Fails(string message, string code) =>
        StartTurnRules.CheckMessage(message)!.Code.ShouldBe(code);

    [Fact]
    public void CheckMessage_Length_IsBounded()
    {
        StartTurnRules.CheckMessage(new string('x', StartTurnRules.MaxMessageLength)).ShouldBeNull();
        StartTurnRules.CheckMessage(new string('x', StartTurnRules.MaxMessageLength + 1))!.Code.ShouldBe(FailureCodes.MessageTooLong);
    }

    [Theory]
    [InlineData(AgentInputType.Number, "12.5", true)]
    [InlineData(AgentInputType.Number, "twelve", false)]
    [InlineData(AgentInputType.Boolean, "true", true)]
    [InlineData(AgentInputType.Boolean, "yes", false)]
    [InlineData(AgentInputType.Date, "2026-01-31", true)]
    [InlineData(AgentInputType.Date, "31.1.2026", false)]
    [InlineData(AgentInputType.Text, "anything", true)]
    public void CheckInputs_Form_IsTheTypes(AgentInputType type, string value, bool passes) =>
        (StartTurnRules.CheckInputs([new AgentInput { Id = "it", Type = type }], Given("it", value)) is null).ShouldBe(passes);

    [Fact]
    public void CheckInputs_RequiredMissing_Fails() =>
        StartTurnRules.CheckInputs([new AgentInput { Id = "it", Required = true }], [])!.Code.ShouldBe(FailureCodes.MissingInput);

    [Fact]
    public void CheckInputs_Unknown_IsNamed() =>
        StartTurnRules.CheckInputs([], Given("other", "x"))!.Detail.ShouldContain("inputs.other");

    [Theory]
    [InlineData("  two \n words ", "two words")]
    [InlineData("x", "x")]
    public void TitleFrom_Message_IsItsBeginningOnOneLine(string message, string title) => SessionTitle.From(message).ShouldBe(title);

    [Fact]
    public void TitleFrom_LongMessage_CutsNoCharacterInHalf()
    {
        var title = SessionTitle.From(new string('x', 79) + "😀😀😀");
        title.ShouldBe(new string('x', 79) + "…");
    }

    private static ImmutableDictionary<string, string> Given(string name, string value) =>
        ImmutableDictionary<string, string>.Empty.Add(name, value);
}
