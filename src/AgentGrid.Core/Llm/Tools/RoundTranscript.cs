using System.Text;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>
/// What a model said in one round, so that the next can go on from it. Plain text is kept as text: an update for each token
/// would keep hundreds of objects alive for as long as the answer takes.
/// </summary>
internal sealed class RoundTranscript
{
    private readonly List<ChatResponseUpdate> _updates = [];
    private readonly StringBuilder _text = new();
    private string? _messageId;

    public bool IsEmpty => _updates.Count == 0 && _text.Length == 0;

    public void Add(ChatResponseUpdate update)
    {
        if (update.Contents is [TextContent { Annotations: null, AdditionalProperties: null } text]
            && (_text.Length == 0 || _messageId == update.MessageId))
        {
            _text.Append(text.Text);
            _messageId = update.MessageId;
            return;
        }

        // Usage is nothing that was said; some vendors report it with every token.
        if (update.Contents is not [UsageContent] || update.FinishReason is not null)
        {
            EndText();
            _updates.Add(update);
        }
    }

    public List<FunctionCallContent> Calls() =>
        [.. _updates.SelectMany(static update => update.Contents).OfType<FunctionCallContent>()];

    /// <summary>Appends the round to a conversation.</summary>
    public void AddTo(List<ChatMessage> messages)
    {
        EndText();
        messages.AddMessages(_updates);
    }

    private void EndText()
    {
        if (_text.Length > 0)
        {
            _updates.Add(new ChatResponseUpdate(ChatRole.Assistant, _text.ToString()) { MessageId = _messageId });
            _text.Clear();
        }
    }
}
