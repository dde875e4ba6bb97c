using System.Text;
using System.Text.Json;
using AgentGrid.Core.Json;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>A tool call that still arrives in pieces.</summary>
internal sealed class PartialCall
{
    public long? Index { get; init; }

    public string? Id { get; set; }

    public string Name { get; set; } = "";

    /// <summary>What its server wants back beside it, as JSON.</summary>
    public string? Extra { get; set; }

    public StringBuilder Arguments { get; } = new();

    /// <summary>The arguments so far, whole characters only.</summary>
    public string Text => JsonText.Whole(Arguments.ToString());

    /// <summary>Whether the arguments are a JSON object already.</summary>
    public bool IsWhole
    {
        get
        {
            if (Arguments.Length == 0 || Arguments[^1] != '}')
            {
                return false;
            }

            try
            {
                using var document = JsonDocument.Parse(Text);
                return document.RootElement.ValueKind == JsonValueKind.Object;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
