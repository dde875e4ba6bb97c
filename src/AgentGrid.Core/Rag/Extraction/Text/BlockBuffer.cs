using System.Text;

namespace AgentGrid.Core.Rag.Extraction.Text;

/// <summary>Gathers verbatim pieces into one block of bounded length.</summary>
internal sealed class BlockBuffer
{
    /// <summary>Length at which a paragraph is handed on in pieces.</summary>
    public const int MaxChars = 8192;

    private readonly StringBuilder _text = new(1024);

    public bool IsEmpty => _text.Length == 0;

    public bool IsFull => _text.Length >= MaxChars;

    public void Append(ReadOnlySpan<char> piece) => _text.Append(piece);

    /// <summary>The gathered text as a block, and an empty buffer.</summary>
    public Block Take(BlockKind kind, bool continues = false)
    {
        var block = new Block(kind, _text.ToString()) { Continues = continues };
        _text.Clear();
        return block;
    }
}
