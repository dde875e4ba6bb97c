using System.Text.Json;
using AgentGrid.Core.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>
/// Reads what a delta, or the message of an answer that is not streamed, says: thoughts under either of their names, the text, as
/// one string or in parts (Mistral), and a refusal.
/// </summary>
/// <param name="thinkTags">The thoughts of a model may stand in its text, between tags.</param>
internal sealed class OpenAiDelta(bool thinkTags)
{
    private readonly SplitText _text = new();
    private readonly SplitText _thoughts = new();
    private readonly ThinkTagReader? _tags = thinkTags ? new ThinkTagReader() : null;

    /// <summary>Anything but thoughts was said.</summary>
    public bool Spoke { get; private set; }

    /// <summary>The model declined.</summary>
    public bool Refused { get; private set; }

    /// <summary>The thoughts came under the name under which they have to go back with tool calls.</summary>
    public bool ThoughtsGoBack { get; private set; }

    public List<AIContent> Read(in OpenAiChoice choice)
    {
        var said = new List<AIContent>(1);
        var named = PieceOf(choice.ReasoningContent);
        ThoughtsGoBack |= named is not null;
        Think(named ?? PieceOf(choice.Reasoning), said);
        if (choice.Content.ValueKind == JsonValueKind.String)
        {
            Speak(JsonText.PieceOf(choice.Content), said);
        }
        else if (choice.Content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in choice.Content.EnumerateArray())
            {
                ReadPart(part, said);
            }
        }

        Refuse(PieceOf(choice.Refusal), said);
        return said;
    }

    /// <summary>What was held back until the end.</summary>
    public List<AIContent> End()
    {
        var said = new List<AIContent>();
        AddThought(_thoughts.End(), said);
        AddText(_text.End(), said);
        _tags?.End(said);
        Note(said);
        return said;
    }

    private static string? PieceOf(JsonElement member) => member.ValueKind == JsonValueKind.String ? JsonText.PieceOf(member) : null;

    private void ReadPart(JsonElement part, List<AIContent> said)
    {
        switch (part.TextMember("type"))
        {
            case "thinking":
                Think(part.PieceMember("thinking"), said);
                foreach (var thought in part.Items("thinking"))
                {
                    Think(thought.PieceMember("text"), said);
                }

                break;
            case "refusal":
                Refuse(part.PieceMember("refusal"), said);
                break;
            default:
                Speak(part.PieceMember("text"), said);
                break;
        }
    }

    private void Think(string? thought, List<AIContent> said)
    {
        if (thought is not null)
        {
            AddThought(_thoughts.Next(thought), said);
        }
    }

    private static void AddThought(string thought, List<AIContent> said)
    {
        if (thought.Length > 0)
        {
            said.Add(new TextReasoningContent(thought));
        }
    }

    private void Speak(string? text, List<AIContent> said)
    {
        if (text is not null)
        {
            AddText(_text.Next(text), said);
        }
    }

    private void AddText(string text, List<AIContent> said)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (_tags is null)
        {
            said.Add(new TextContent(text));
        }
        else
        {
            _tags.Read(text, said);
        }

        Note(said);
    }

    private void Refuse(string? refusal, List<AIContent> said)
    {
        if (!string.IsNullOrEmpty(refusal))
        {
            Refused = true;
            if (_text.Next(refusal) is { Length: > 0 } words)
            {
                said.Add(new TextContent(words));
            }
        }
    }

    private void Note(List<AIContent> said) => Spoke |= said.Exists(static content => content is TextContent);
}
