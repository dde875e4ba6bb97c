using AgentGrid.Core.Sessions.Grounding;

namespace AgentGrid.Core.Tests.Sessions.Grounding;

public sealed class CourtesyTests
{
    [Theory]
    [InlineData("Hallo, wie hoch ist die Kaution?", "wie hoch ist die Kaution?")]
    [InlineData("Hallo zusammen! Wie hoch ist die Kaution?", "Wie hoch ist die Kaution?")]
    [InlineData("OK, where is it?", "where is it?")]
    [InlineData("Good morning! I hope you are doing well. One question: how long is it?", "how long is it?")]
    [InlineData("Could you please tell me, if you know, who the director is?", "who the director is?")]
    [InlineData("Добрый день, какой залог?", "какой залог?")]
    [InlineData("Подскажите пожалуйста, какой срок?", "какой срок?")]
    [InlineData("请问一下，押金一共是多少呢？", "押金一共是多少呢？")]
    [InlineData("请问押金多少", "押金多少")]
    [InlineData("こんにちは、敷金はいくらですか？", "敷金はいくらですか？")]
    [InlineData("안녕하세요, 보증금은 얼마인가요?", "보증금은 얼마인가요?")]
    [InlineData("مرحبا، كم يبلغ التأمين؟", "كم يبلغ التأمين؟")]
    [InlineData("Hello how long is the warranty", "how long is the warranty")]
    [InlineData("hi what's the deposit", "what's the deposit")]
    [InlineData("Hi everyone what is the fee", "what is the fee")]
    [InlineData("Good morning where is it", "where is it")]
    [InlineData("Hallo wie hoch ist die Kaution", "wie hoch ist die Kaution")]
    [InlineData("Moi mikä on hinta", "mikä on hinta")]
    [InlineData("Добрый день срок аренды", "срок аренды")]
    public void Strip_PoliteBeginning_Goes(string message, string rest) => Courtesy.Strip(message).ShouldBe(rest);

    [Theory]
    [InlineData("Good conduct rules")]
    [InlineData("No smoking where?")]
    [InlineData("Hi-fi equipment")]
    [InlineData("Hello!")]
    [InlineData("你好厉害")]
    [InlineData("How long is the warranty?")]
    [InlineData("Tack coat application rate")]
    [InlineData("Moi University fees")]
    [InlineData("Hello Kitty prices")]
    [InlineData("Halo effect definition")]
    [InlineData("Good Morning America host")]
    [InlineData("Pardon policy of the state")]
    [InlineData("All that glitters")]
    [InlineData("- ?")]
    [InlineData("")]
    public void Strip_AnythingElse_StaysAsItIs(string message) => Courtesy.Strip(message).ShouldBe(message);
}
