using AgentGrid.Core.Llm.Tokens;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions;

/// <summary>
/// Reads messages in parts that a model can take in at once, oldest first. Where the parts are too few for all, long messages are
/// cut rather than whole ones left out.
/// </summary>
internal sealed class HistoryParts(IReadOnlyList<SessionMessage> messages, TokenFamily family)
{
    // What names a message and keeps it apart from the next.
    private const int AroundOne = TokenEstimator.PerMessage;
    private const int LeastOfOne = 16;

    private int _next;
    private int _offset;

    public bool IsDone => _next == messages.Count;

    /// <summary>The last message that was read to its end, by sequence number; null when none was.</summary>
    public long? Through => _next > 0 ? messages[_next - 1].Seq : null;

    public IReadOnlyList<SessionMessage> Left => [.. messages.Skip(_next)];

    /// <summary>The next part.</summary>
    /// <param name="tokens">What it may take.</param>
    /// <param name="parts">How many of that size there may still be, this one included.</param>
    public string Take(int tokens, int parts)
    {
        var most = MostOfOne((long)tokens * parts);
        var lines = new List<string>();
        for (var left = tokens; _next < messages.Count;)
        {
            var message = messages[_next];
            var whole = message.Content[_offset..];
            var text = TokenEstimator.Cut(whole, most, family);
            var cost = TokenEstimator.Count(text, family) + AroundOne;
            if (cost > left && lines.Count > 0 && cost <= tokens)
            {
                // Whole in the next part.
                break;
            }

            if (cost > left)
            {
                text = TokenEstimator.Cut(text, left - AroundOne, family);
                if (text.Length == 0 && lines.Count > 0)
                {
                    break;
                }
            }

            lines.Add($"{message.Role}: {text}");
            if (cost > left && text.Length > 0)
            {
                _offset += text.Length;
                break;
            }

            left -= cost;
            _next++;
            _offset = 0;
        }

        return string.Join('\n', lines);
    }

    private int MostOfOne(long room)
    {
        var costs = messages.Skip(_next).Select(message => (long)TokenEstimator.Count(message.Content, family) + AroundOne).ToList();
        var most = costs.DefaultIfEmpty().Max();
        while (most > LeastOfOne && costs.Sum(cost => Math.Min(cost, most)) > room)
        {
            most = most * 3 / 4;
        }

        return (int)most;
    }
}
