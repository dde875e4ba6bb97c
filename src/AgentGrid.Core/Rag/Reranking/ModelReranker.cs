using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AgentGrid.Core.Llm.Resilience;
using AgentGrid.Core.Llm.Structured;
using AgentGrid.Core.Prompts;
using AgentGrid.Core.Rag.Chunking;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Rag.Reranking;

/// <summary>
/// Shows a model all the passages at once and asks for the numbers of those that help, best first (listwise reranking, as in
/// W. Sun et al., "Is ChatGPT good at search?", 2023). One call; what is not usable in its answer is passed over.
/// </summary>
/// <param name="chat">The model chain.</param>
/// <param name="options">Model, purpose and usage scope of the call.</param>
/// <param name="clock">Times the wait.</param>
public sealed class ModelReranker(IChatClient chat, ChatOptions options, TimeProvider clock) : IReranker
{
    /// <summary>Longest wait: what reranking may delay an answer by.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private const int MostNamed = 10;
    private const int MostPassageChars = 1_000;

    /// <inheritdoc/>
    public async Task<ImmutableArray<int>> RankAsync(
        string question, IReadOnlyList<RerankPassage> passages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(passages);
        cancellationToken.ThrowIfCancellationRequested();
        if (passages.Count <= 1)
        {
            return SearchOrder.Of(passages.Count);
        }

        return await TimeLimit.RunAsync(
            Timeout,
            clock,
            async token => (await StructuredOutput.AskAsync<RerankAnswer>(chat, Prompt(question, passages), options, token))
                .TryGet(out var named, out _) ? Order(named.Ranking, passages.Count) : SearchOrder.Of(passages.Count),
            _ => SearchOrder.Of(passages.Count),
            cancellationToken);
    }

    private static List<ChatMessage> Prompt(string question, IReadOnlyList<RerankPassage> passages)
    {
        var text = new StringBuilder();
        for (var i = 0; i < passages.Count; i++)
        {
            var (passage, file, heading) = passages[i];
            text.Append(CultureInfo.InvariantCulture, $"[{i + 1}] {PromptFence.Close(file)}");
            text.Append(string.IsNullOrEmpty(heading) ? "" : ", " + PromptFence.Close(heading)).Append('\n');
            text.Append(PromptFence.Close(TextCuts.Shorten(passage, MostPassageChars))).Append("\n\n");
        }

        return
        [
            new(ChatRole.System, PromptTemplates.Fill(
                PromptTemplates.Rerank, ("most", MostNamed.ToString(CultureInfo.InvariantCulture)))),
            new(ChatRole.User, PromptTemplates.Fill(
                PromptTemplates.RerankInput, ("question", PromptFence.Close(question)), ("passages", text.ToString().TrimEnd()))),
        ];
    }

    private static ImmutableArray<int> Order(int[] numbers, int count)
    {
        var named = numbers.Where(number => number >= 1 && number <= count).Select(number => number - 1).Distinct().Take(MostNamed).ToList();
        return [.. named, .. Enumerable.Range(0, count).Except(named)];
    }
}
