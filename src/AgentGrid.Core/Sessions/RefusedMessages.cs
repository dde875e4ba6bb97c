using System.Collections.Immutable;
using AgentGrid.Core.Llm;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions;

/// <summary>
/// Keeps out of later prompts what a provider refused when it was new: it would be refused again with every turn of the session.
/// The session itself keeps it.
/// </summary>
public static class RefusedMessages
{
    private const string ImageNote = "[An image that the model could not read.]\n";

    /// <summary>
    /// The messages without those whose turn was refused. Where the refusal may be about images, the words stay and the images
    /// are only mentioned.
    /// </summary>
    public static ImmutableArray<SessionMessage> LeaveOut(ImmutableArray<SessionMessage> messages)
    {
        var refused = messages.Where(IsRefusal).DistinctBy(answer => answer.TurnId).ToDictionary(answer => answer.TurnId!, answer => answer.FinishReason);
        return refused.Count == 0
            ? messages
            :
            [
                .. messages.Select(message => message.Role == MessageRole.User && message.TurnId is { } turn && refused.TryGetValue(turn, out var code)
                    ? Without(message, code)
                    : message).OfType<SessionMessage>(),
            ];
    }

    // Other failures say nothing of the message: the same may be answered later.
    private static bool IsRefusal(SessionMessage message) =>
        message is { Role: MessageRole.Assistant, Status: MessageStatus.Failed, TurnId: not null }
        && message.FinishReason is FailureCodes.ContentRefused or FailureCodes.ContextTooLong or LlmErrorCodes.BadRequest
            or LlmErrorCodes.ImagesNotSupported;

    private static SessionMessage? Without(SessionMessage message, string? code) =>
        message.Attachments.IsDefaultOrEmpty || code is not (LlmErrorCodes.BadRequest or LlmErrorCodes.ImagesNotSupported)
            ? null
            : message with { Content = ImageNote + message.Content, Attachments = [] };
}
