using AgentGrid.Core.Sessions.Grounding;

namespace AgentGrid.Core.Tests.Sessions.Grounding;

public sealed class SmallTalkTests
{
    [Theory]
    [InlineData("Hi!")]
    [InlineData("Good morning everyone, how are you today?")]
    [InlineData("How are you?")]
    [InlineData("你好")]
    [InlineData("Guten Tag")]
    public void Recognise_Greeting(string message) => SmallTalk.Recognise(message).ShouldBe(SmallTalkKind.Greeting);

    [Theory]
    [InlineData("ok, thank you so much!")]
    [InlineData("Danke schön")]
    [InlineData("ありがとうございます")]
    public void Recognise_Thanks(string message) => SmallTalk.Recognise(message).ShouldBe(SmallTalkKind.Thanks);

    [Theory]
    [InlineData("Thanks! Bye")]
    [InlineData("Bye bye")]
    [InlineData("Auf Wiedersehen")]
    public void Recognise_Farewell(string message) => SmallTalk.Recognise(message).ShouldBe(SmallTalkKind.Farewell);

    [Theory]
    [InlineData("")]
    [InlineData("???")]
    [InlineData("yes")]
    [InlineData("Hello, when does the warehouse close?")]
    [InlineData("Thanks, and what does it cost?")]
    [InlineData("How are invoices paid?")]
    [InlineData("Hi-fi equipment")]
    public void Recognise_AnythingElse_IsNone(string message) => SmallTalk.Recognise(message).ShouldBe(SmallTalkKind.None);
}
