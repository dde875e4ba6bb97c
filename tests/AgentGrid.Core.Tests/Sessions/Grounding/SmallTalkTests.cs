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
    [InlineData("как дела?")]
    [InlineData("你好吗")]
    [InlineData("Who are you?")]
    [InlineData("HELLO   there, what’s up")]
    [InlineData("สวัสดีครับ")]
    public void Recognise_Greeting(string message) => SmallTalk.Recognise(message).ShouldBe(SmallTalkKind.Greeting);

    [Theory]
    [InlineData("ok, thank you so much!")]
    [InlineData("Danke schön")]
    [InlineData("ありがとうございます")]
    [InlineData("Thank you very much for the help")]
    [InlineData("Great, that helps, thanks a lot!")]
    [InlineData("Vielen Dank für die Hilfe")]
    public void Recognise_Thanks(string message) => SmallTalk.Recognise(message).ShouldBe(SmallTalkKind.Thanks);

    [Theory]
    [InlineData("Thanks! Bye")]
    [InlineData("Bye bye")]
    [InlineData("Auf Wiedersehen")]
    [InlineData("see you tomorrow")]
    [InlineData("пока")]
    [InlineData("OK thanks, have a nice day!")]
    public void Recognise_Farewell(string message) => SmallTalk.Recognise(message).ShouldBe(SmallTalkKind.Farewell);

    [Theory]
    [InlineData("ok")]
    [InlineData("great!")]
    [InlineData("好的")]
    [InlineData("Alles klar.")]
    public void Recognise_Acknowledgement(string message) => SmallTalk.Recognise(message).ShouldBe(SmallTalkKind.Acknowledgement);

    [Theory]
    [InlineData("")]
    [InlineData("???")]
    [InlineData("yes")]
    [InlineData("Hello, when does the warehouse close?")]
    [InlineData("Thanks, and what does it cost?")]
    [InlineData("How are invoices paid?")]
    [InlineData("Hi-fi equipment")]
    [InlineData("ok google settings")]
    [InlineData("Who are you insured with?")]
    [InlineData("What are you charging?")]
    [InlineData("你好厉害的产品怎么用")]
    [InlineData("See you tomorrow policy")]
    [InlineData("please")]
    [InlineData("no, very much so")]
    [InlineData("great wall")]
    [InlineData("thankful")]
    [InlineData("Good night shift allowance")]
    public void Recognise_AnythingElse_IsNone(string message) => SmallTalk.Recognise(message).ShouldBe(SmallTalkKind.None);
}
