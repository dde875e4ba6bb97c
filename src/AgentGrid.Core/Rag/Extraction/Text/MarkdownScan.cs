namespace AgentGrid.Core.Rag.Extraction.Text;

/// <summary>The state of reading Markdown line by line; finished blocks wait in <see cref="Finished"/>.</summary>
internal sealed class MarkdownScan
{
    private readonly BlockBuffer _buffer = new();
    private BlockKind _kind = BlockKind.Paragraph;
    private string _onlyLine = "";
    private bool _blank, _lineStart = true, _inMarkup;
    private char _fence;
    private int _fenceLength;

    public Queue<Block> Finished { get; } = new();

    public void Take(ReadOnlySpan<char> line, bool whole)
    {
        var starts = _lineStart;
        _lineStart = whole;
        if (!starts)
        {
            Continue(line);
        }
        else if (_fence != '\0')
        {
            InFence(line);
        }
        else if (line.IsWhiteSpace())
        {
            _inMarkup = false;
            Blank(line);
        }
        else if ((_inMarkup || !IsIndentedCode(line)) && MarkdownMarkup.Strip(line) is { } text)
        {
            _inMarkup = true;
            WithoutMarkup(text, MarkdownMarkup.HeadingLevel(line));
        }
        else
        {
            StartOfLine(line);
        }
    }

    /// <summary>Takes a line that had tags. One of nothing else parts paragraphs, as the element does that it begins or ends.</summary>
    private void WithoutMarkup(string text, int headingLevel)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Blank("\n");
        }
        else if (headingLevel > 0)
        {
            Heading(text, headingLevel, MarkdownLine.Plain(text));
        }
        else
        {
            StartOfLine(text);
        }
    }

    private void Blank(ReadOnlySpan<char> line)
    {
        _blank = true;
        _buffer.Append(line);
    }

    private void Heading(ReadOnlySpan<char> line, int level, string title)
    {
        Finish();
        _buffer.Append(line);
        Finished.Enqueue(_buffer.Take(BlockKind.Heading) with { Level = level, Title = title });
    }

    private bool IsIndentedCode(ReadOnlySpan<char> line) =>
        _kind != BlockKind.ListItem && (line[0] == '\t' || line.StartsWith("    ", StringComparison.Ordinal));

    public void End() => Finish();

    private void StartOfLine(ReadOnlySpan<char> line)
    {
        if (MarkdownLine.IsHeading(line, out var level, out var title))
        {
            Heading(line, level, title);
        }
        else if (!_blank && _onlyLine.Length > 0 && MarkdownLine.UnderlineLevel(line) is > 0 and var underlined)
        {
            _buffer.Append(line);
            Finished.Enqueue(_buffer.Take(BlockKind.Heading) with { Level = underlined, Title = _onlyLine });
            (_onlyLine, _blank) = ("", false);
        }
        else if (MarkdownLine.IsFence(line, out var mark, out var length))
        {
            Begin(BlockKind.Code, line);
            (_fence, _fenceLength) = (mark, length);
        }
        else if (MarkdownLine.IsListItem(line))
        {
            Begin(BlockKind.ListItem, line);
        }
        else if (MarkdownLine.IsTableRow(line))
        {
            Begin(BlockKind.TableRow, line);
        }
        else if (_buffer.IsEmpty || (_blank && !GoesOnInItem(line)) || _kind == BlockKind.TableRow)
        {
            Begin(BlockKind.Paragraph, line);
            _onlyLine = line.Length < 200 ? MarkdownLine.Plain(line) : "";
        }
        else
        {
            Continue(line);
        }
    }

    private bool GoesOnInItem(ReadOnlySpan<char> line) => _kind == BlockKind.ListItem && line[0] is ' ' or '\t';

    private void Begin(BlockKind kind, ReadOnlySpan<char> line)
    {
        Finish();
        _kind = kind;
        _buffer.Append(line);
    }

    private void Continue(ReadOnlySpan<char> line)
    {
        if (_buffer.IsFull)
        {
            Finished.Enqueue(_buffer.Take(_kind, continues: true));
        }

        (_onlyLine, _blank) = ("", false);
        _buffer.Append(line);
    }

    private void InFence(ReadOnlySpan<char> line)
    {
        Continue(line);
        if (MarkdownLine.IsFence(line, out var mark, out var length) && mark == _fence && length >= _fenceLength)
        {
            _fence = '\0';
            Finish();
        }
    }

    private void Finish()
    {
        if (!_buffer.IsEmpty)
        {
            Finished.Enqueue(_buffer.Take(_kind));
        }

        (_onlyLine, _blank, _kind) = ("", false, BlockKind.Paragraph);
    }
}
