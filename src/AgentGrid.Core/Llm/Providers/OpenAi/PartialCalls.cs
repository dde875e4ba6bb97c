using System.Text.Json;
using AgentGrid.Core.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>
/// Puts the tool calls of one answer together. The protocol numbers each call and names it once; imitators number every call 0,
/// give no number or no id, repeat the name with every piece, or make up a new id for each.
/// </summary>
internal sealed class PartialCalls
{
    private readonly List<PartialCall> _calls = [];

    // Of the list that is read just now.
    private readonly HashSet<PartialCall> _named = [];

    public int Count => _calls.Count;

    /// <summary>Reads the pieces of a delta or of a whole message; false when it has none.</summary>
    public bool Read(in OpenAiChoice choice)
    {
        var any = false;
        if (choice.ToolCalls.ValueKind == JsonValueKind.Array)
        {
            _named.Clear();
            foreach (var piece in choice.ToolCalls.EnumerateArray())
            {
                any = true;
                var id = piece.TextMember("id");
                Add(
                    piece.NumberMember("index"),
                    string.IsNullOrEmpty(id) ? null : id,
                    piece.Member("function"),
                    piece.Member(ReturnedWithCalls.Extra));
            }
        }

        // What came before tool_calls; some servers still answer so.
        if (choice.FunctionCall.ValueKind == JsonValueKind.Object)
        {
            any = true;
            _named.Clear();
            Add(null, null, choice.FunctionCall, default);
        }

        return any;
    }

    /// <param name="withThoughts">The answer's thoughts have to go back with them.</param>
    public List<AIContent> Complete(bool withThoughts)
    {
        var complete = new List<AIContent>(_calls.Count);
        foreach (var (i, call) in _calls.Index())
        {
            var made = ToolArguments.ToCall(call.Id ?? $"call_{i}", call.Name, call.Text);
            ReturnedWithCalls.Note(made, withThoughts, call.Extra);
            complete.Add(made);
        }

        return complete;
    }

    /// <summary>
    /// Forgets what an answer that reached its limit did not finish: the last call unless its arguments are whole, and any other
    /// whose arguments break off.
    /// </summary>
    public void DropUnfinished()
    {
        var last = _calls.LastOrDefault();
        _calls.RemoveAll(call => !call.IsWhole && (call == last || call.Arguments.Length > 0));
    }

    private void Add(long? index, string? id, JsonElement function, JsonElement extra)
    {
        var name = function.TextMember("name") ?? "";
        var arguments = function.Member("arguments");
        var text = arguments.ValueKind switch
        {
            JsonValueKind.String => JsonText.PieceOf(arguments),
            JsonValueKind.Object => arguments.GetRawText(),
            _ => "",
        };
        var call = Find(index, id, name.Length > 0);
        if (call is null || (name.Length > 0 && (_named.Contains(call) || (id is null && IsOver(call, name, text)))))
        {
            call = new PartialCall { Index = index };
            _calls.Add(call);
        }

        call.Id ??= id;
        if (extra.ValueKind == JsonValueKind.Object)
        {
            call.Extra = extra.GetRawText();
        }

        if (call.Name != name)
        {
            call.Name += name;
        }

        call.Arguments.Append(text);
        if (name.Length > 0)
        {
            _named.Add(call);
        }
    }

    /// <summary>
    /// The call that a piece goes on with: by its number and id, else the last one. A new id begins a new call, since some
    /// servers number every call 0, but only together with a name.
    /// </summary>
    private PartialCall? Find(long? index, string? id, bool named)
    {
        var call = index is not null
            ? _calls.FindLast(known => known.Index == index && (id is null || known.Id is null || known.Id == id))
            : id is not null ? _calls.Find(known => known.Id == id)
            : _calls.LastOrDefault();
        return call is not null || named ? call
            : index is not null ? _calls.FindLast(known => known.Index == index)
            : _calls.LastOrDefault();
    }

    /// <summary>
    /// Whether a named piece without an id begins another call: one whose arguments are complete has no more to come. A name
    /// repeated with nothing behind it is only that.
    /// </summary>
    private static bool IsOver(PartialCall call, string name, string arguments) =>
        call.IsWhole && (arguments.Length > 0 || call.Name != name);
}
