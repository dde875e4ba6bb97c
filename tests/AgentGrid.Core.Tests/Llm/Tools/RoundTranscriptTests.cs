using AgentGrid.Core.Llm.Tools;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Tools;

public sealed class RoundTranscriptTests
{
    private readonly RoundTranscript _said = new();

    [Fact]
    public void AddTo_TextAroundACall_GivesItBackInOrder()
    {
        Say("Let me ", "look.");
        _said.Add(new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("a", "weather", new Dictionary<string, object?>())]));
        Say("One ", "moment.");

        var messages = new List<ChatMessage>();
        _said.AddTo(messages);

        var contents = messages.ShouldHaveSingleItem().Contents;
        contents.Count.ShouldBe(3);
        contents[0].ShouldBeOfType<TextContent>().Text.ShouldBe("Let me look.");
        contents[1].ShouldBeOfType<FunctionCallContent>().CallId.ShouldBe("a");
        contents[2].ShouldBeOfType<TextContent>().Text.ShouldBe("One moment.");
        _said.Calls().ShouldHaveSingleItem().CallId.ShouldBe("a");
    }

    [Fact]
    public void Add_UsageBetweenTokens_IsNothingThatWasSaid()
    {
        _said.Add(Usage());
        _said.IsEmpty.ShouldBeTrue();

        Say("Let me ");
        _said.Add(Usage());
        Say("look.");
        var messages = new List<ChatMessage>();
        _said.AddTo(messages);

        messages.ShouldHaveSingleItem().Contents.ShouldHaveSingleItem().ShouldBeOfType<TextContent>().Text.ShouldBe("Let me look.");

        static ChatResponseUpdate Usage() => new(ChatRole.Assistant, [new UsageContent(new UsageDetails { OutputTokenCount = 1 })]);
    }

    [Fact]
    public void AddTo_Reasoning_KeepsWhatTheProviderWantsBack()
    {
        _said.Add(new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent("Hm.") { ProtectedData = "signed" }]));
        Say("Yes.");

        var messages = new List<ChatMessage>();
        _said.AddTo(messages);

        messages.ShouldHaveSingleItem().Contents.OfType<TextReasoningContent>().ShouldHaveSingleItem().ProtectedData.ShouldBe("signed");
        messages[0].Text.ShouldBe("Yes.");
    }

    [Fact]
    public void AddTo_TwoMessages_StayTwo()
    {
        Say("First.");
        _said.Add(new ChatResponseUpdate(ChatRole.Assistant, "Second.") { MessageId = "2" });

        var messages = new List<ChatMessage>();
        _said.AddTo(messages);

        messages.Select(message => message.Text).ShouldBe(["First.", "Second."]);
    }

    [Fact]
    public void IsEmpty_OnlyUntilSomethingCame()
    {
        _said.IsEmpty.ShouldBeTrue();
        Say("a");
        _said.IsEmpty.ShouldBeFalse();
    }

    private void Say(params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            _said.Add(new ChatResponseUpdate(ChatRole.Assistant, piece) { MessageId = "1" });
        }
    }
}
