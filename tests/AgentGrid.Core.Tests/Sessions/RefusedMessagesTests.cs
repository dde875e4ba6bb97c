using System.Collections.Immutable;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Sessions;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Tests.Sessions;

public sealed class RefusedMessagesTests
{
    private static readonly Attachment Image = new("att_1", "image/png", null, 3, "", "");

    [Theory]
    [InlineData(FailureCodes.ContentRefused, false, null)]
    [InlineData(FailureCodes.ContentRefused, true, null)]
    [InlineData(FailureCodes.ContextTooLong, false, null)]
    [InlineData(LlmErrorCodes.BadRequest, false, null)]
    [InlineData(LlmErrorCodes.BadRequest, true, "[An image that the model could not read.]\nLook")]
    [InlineData(LlmErrorCodes.ImagesNotSupported, true, "[An image that the model could not read.]\nLook")]
    [InlineData(FailureCodes.ProviderUnavailable, true, "Look")]
    [InlineData(FailureCodes.ProviderUnauthorized, false, "Look")]
    public void LeaveOut_MessageWhoseTurnFailed_IsKeptUnlessItWasTheReason(string code, bool hasImage, string? left)
    {
        var kept = RefusedMessages.LeaveOut(
        [
            Turns.Said(1, MessageRole.User, "Before") with { TurnId = "trn_0" },
            Turns.Said(2, MessageRole.Assistant, "Yes.") with { TurnId = "trn_0" },
            Turns.Said(3, MessageRole.User, "Look") with { TurnId = "trn_1", Attachments = hasImage ? [Image] : [] },
            Turns.Said(4, MessageRole.Assistant, "") with { TurnId = "trn_1", Status = MessageStatus.Failed, FinishReason = code },
        ]);

        kept.Where(message => message.Role == MessageRole.User).Select(message => message.Content)
            .ShouldBe(left is null ? ["Before"] : ["Before", left]);
        kept.SelectMany(message => message.Attachments).Any().ShouldBe(hasImage && left == "Look");
    }

    [Fact]
    public void LeaveOut_MessageWhoseTurnWasAnswered_Stays()
    {
        ImmutableArray<SessionMessage> answered =
        [
            Turns.Said(1, MessageRole.User, "Look") with { TurnId = "trn_1", Attachments = [Image] },
            Turns.Said(2, MessageRole.Assistant, "I see.") with { TurnId = "trn_1", FinishReason = FinishReasons.ContentFilter },
        ];

        RefusedMessages.LeaveOut(answered).ShouldBe(answered);
    }
}
