using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>
/// Reads what a delta, or the message of an answer that is not streamed, says: thoughts under either of their names, the text, as
/// one string or in parts (Mistral), and a refusal.
/// </summary>
/// <param name="thinkTags">The thoughts of a model may stand in its text, between tags.</param>
internal sealed class OpenAiDelta(bool thinkTags)
{
    private readonly ThinkTagReader? _tags = thinkTags ? new ThinkTagReader() : null;

    /// <summary>Anything but thoughts was said.</summary>
    public bool Spoke { get; private set; }

    /// <summary>The model declined.</summary>
    public bool Refused { get; private set; }

    public List<AIContent> Read(JsonElement delta)
    {
        var said = new List<AIContent>(1);
        Think(delta.TextMember("reasoning_content") ?? delta.TextMember("reasoning"), said);
        var content = delta.Member("content");
        if (content.ValueKind == JsonValueKind.String)
        {
            Speak(content.GetString(), said);
        }

        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                ReadPart(part, said);
            }
        }

        Refuse(delta.TextMember("refusal"), said);
        return said;
    }

    /// <summary>What was held back until the end.</summary>
    public List<AIContent> End()
    {
        var said = new List<AIContent>();
        _tags?.End(said);
        Note(said);
        return said;
    }

    private void ReadPart(JsonElement part, List<AIContent> said)
    {
        switch (part.TextMember("type"))
        {
            case "thinking":
                Think(part.TextMember("thinking"), said);
                foreach (var thought in part.Items("thinking"))
                {
                    Think(thought.TextMember("text"), said);
                }

                break;
            case "refusal":
                Refuse(part.TextMember("refusal"), said);
                break;
            default:
                Speak(part.TextMember("text"), said);
                break;
        }
    }

    private static void Think(string? thought, List<AIContent> said)
    {
        if (!string.IsNullOrEmpty(thought))
        {
            said.Add(new TextReasoningContent(thought));
        }
    }

    private void Speak(string? text, List<AIContent> said)
    {
        if (string.IsNullOrEmpty(text))
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
            said.Add(new TextContent(refusal));
        }
    }

    private void Note(List<AIContent> said) => Spoke |= said.Exists(static content => content is TextContent);
}
