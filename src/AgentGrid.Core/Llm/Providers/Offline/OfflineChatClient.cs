using System.Runtime.CompilerServices;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Core.Prompts;
using AgentGrid.Core.Rag.Context;
using AgentGrid.Core.Sessions.Grounding;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.Offline;

/// <summary>
/// The provider that is always there: needs no key and no network, quotes the request's sources with their numbers, and
/// says what it is when they do not answer, and how to configure a model where none is. Streams word by word, without delay.
/// </summary>
internal sealed class OfflineChatClient(IProviderRegistry registry) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = ModelRequest.Of(options);
        var text = request.HasImages
            ? $"{PromptTemplates.Get(PromptTemplates.OfflineImages)}\n\n{Answer(messages, request)}"
            : Answer(messages, request);
        for (var start = 0; start < text.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = WordEnd(text, start);
            yield return new ChatResponseUpdate(ChatRole.Assistant, text[start..end]);
            start = end;
        }

        yield return new ChatResponseUpdate { Role = ChatRole.Assistant, FinishReason = ChatFinishReason.Stop };
        await Task.CompletedTask;
    }

    private string Answer(IEnumerable<ChatMessage> messages, ModelRequest request)
    {
        var said = messages.ToList();
        var question = said.FindLast(message => message.Role == ChatRole.User)?.Text ?? "";
        var passages = request.Sources
            .Select(source => new SourcePassage(source.N, source.Text, source.FileName, source.Heading, source.Page, source.Score))
            .ToList();
        var isFollowUp = said.Exists(message => message.Role == ChatRole.Assistant) && FollowUp.PointsBack(question);
        if (ExtractiveAnswerer.Answer(Courtesy.Strip(question), passages, isFollowUp) is { } answer)
        {
            return answer.IsWeak ? $"{PromptTemplates.Get(PromptTemplates.OfflineWeak)}\n\n{answer.Text}" : answer.Text;
        }

        return SmallTalk.Recognise(question) switch
        {
            SmallTalkKind.Greeting => PromptTemplates.Get(PromptTemplates.OfflineHello),
            SmallTalkKind.Thanks => PromptTemplates.Get(PromptTemplates.OfflineThanks),
            SmallTalkKind.Acknowledgement => PromptTemplates.Get(PromptTemplates.OfflineOk),
            SmallTalkKind.Farewell => PromptTemplates.Get(PromptTemplates.OfflineFarewell),
            _ => Nothing(),
        };
    }

    private string Nothing() =>
        registry.Current.Providers.Any(provider => provider.Usable && provider.Type != ProviderTypes.Offline)
            ? PromptTemplates.Get(PromptTemplates.OfflineNothing)
            : $"{PromptTemplates.Get(PromptTemplates.OfflineNothing)}\n\n{PromptTemplates.Get(PromptTemplates.OfflineSetup)}";

    /// <summary>The end of the word at <paramref name="start"/> with the blanks behind it.</summary>
    private static int WordEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end;
    }
}
