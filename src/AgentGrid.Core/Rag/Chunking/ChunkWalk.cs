using System.Runtime.CompilerServices;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Rag.Chunking;

/// <summary>One pass over one document: what was read and not yet cut.</summary>
internal sealed class ChunkWalk(ChunkingOptions options)
{
    /// <summary>A section that fills this share of the budget is not joined with the next one.</summary>
    private const double OwnChunkFill = 0.4;

    private readonly TextWindow _window = new();
    private readonly List<CutPoint> _cuts = [];
    private readonly SectionTracker _sections = new();

    /// <summary>Where the next chunk may begin, and up to where the text is already in a chunk.</summary>
    private int _cursor, _covered;
    private int _ordinal;

    public void Add(Block block)
    {
        var offset = _window.End;
        _sections.Add(block, offset);
        if (block.Kind == BlockKind.Heading && offset > 0)
        {
            RaiseLastCut(offset, BreakStrength.Section);
        }

        _window.Append(block.Text);
        if (block.Kind == BlockKind.Heading || string.IsNullOrWhiteSpace(block.Text))
        {
            return;
        }

        SentenceCuts.AddTo(_cuts, block.Text, offset, linesMatter: block.Kind is BlockKind.Code or BlockKind.TableRow);
        if (!block.Continues)
        {
            var strength = block.Kind is BlockKind.TableRow or BlockKind.ListItem ? BreakStrength.Row : BreakStrength.Paragraph;
            _cuts.Add(new CutPoint(_window.End, strength));
        }
    }

    /// <summary>The next chunk, or null when more text is needed to place its end well, or nothing is left.</summary>
    public TextChunk? TryCut(bool ended)
    {
        PassLongBlank();
        var start = SkipWhite(_cursor);
        var fresh = SkipWhite(_covered);
        if (fresh >= _window.End || (!ended && _window.End - start <= options.MaxChars))
        {
            return null;
        }

        var rest = _window.End - start;
        var (end, strength) = rest <= options.MaxChars && !HasSection(start, _window.End)
            ? (_window.End, BreakStrength.Section)
            : ChooseEnd(start, fresh, ended);
        var chunk = Make(start, end, fresh);
        _covered = Math.Max(_covered, end);
        _cursor = strength == BreakStrength.Section ? end : OverlapStart(start, end);
        Forget();
        return chunk;
    }

    /// <summary>Long blank stretches are passed for good, so that they are neither kept, nor looked at again, nor fill a chunk.</summary>
    private void PassLongBlank()
    {
        var next = SkipWhite(_covered);
        if (next - _covered > options.MaxChars / 4)
        {
            (_covered, _cursor) = (next, next);
            Forget();
        }
    }

    private bool HasSection(int start, int end) =>
        _cuts.Exists(cut => cut.Strength == BreakStrength.Section && cut.Offset > start && cut.Offset < end);

    /// <summary>The best cut between the least new text and the budget: a fuller chunk against a stronger boundary.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int End, BreakStrength Strength) ChooseEnd(int start, int fresh, bool ended)
    {
        var limit = start + options.MaxChars;
        var least = Math.Max(start + (options.MaxChars / 8), fresh);
        var best = new CutPoint(-1, BreakStrength.Word);
        var bestScore = double.MinValue;
        foreach (var cut in _cuts)
        {
            // White space after the cut does not count: a chunk ends with its last visible character.
            if (cut.Offset <= least || VisibleEnd(start, cut.Offset) > limit)
            {
                continue;
            }

            if (cut.Strength == BreakStrength.Section && cut.Offset - start >= options.MaxChars * OwnChunkFill)
            {
                return (cut.Offset, BreakStrength.Section);
            }

            var score = Score(cut, start);
            if (score >= bestScore)
            {
                (best, bestScore) = (cut, score);
            }
        }

        if (ended && _window.End <= limit && Score(new CutPoint(_window.End, BreakStrength.Section), start) > bestScore)
        {
            return (_window.End, BreakStrength.Section);
        }

        if (best.Offset >= 0 && best.Offset - start >= options.MaxChars / 3 || best.Strength == BreakStrength.Section && best.Offset >= 0)
        {
            return (best.Offset, best.Strength);
        }

        var text = _window.From(start);
        var cutAt = Math.Min(options.MaxChars, text.Length);
        return (start + TextCuts.WordAtOrBefore(text, Math.Max(least - start, cutAt / 2), cutAt), BreakStrength.Word);
    }

    private double Score(CutPoint cut, int start)
    {
        var fill = (cut.Offset - start) / (double)options.MaxChars;
        return fill + cut.Strength switch
        {
            BreakStrength.Section => 0.6,
            BreakStrength.Paragraph => 0.25,
            BreakStrength.Row => 0.2,
            BreakStrength.Sentence => 0.15,
            BreakStrength.Line => 0.05,
            _ => 0,
        };
    }

    /// <summary>Where the next chunk begins so that it repeats about the wanted number of characters, at a sentence if one begins there.</summary>
    private int OverlapStart(int start, int end)
    {
        var from = Math.Max(start + 1, end - options.OverlapChars);
        if (options.OverlapChars == 0 || from >= end)
        {
            return end;
        }

        foreach (var cut in _cuts)
        {
            if (cut.Offset >= from && end - cut.Offset >= options.OverlapChars / 2)
            {
                return cut.Offset;
            }
        }

        var text = _window.From(start);
        return start + TextCuts.WordAtOrAfter(text, from - start, end - start);
    }

    private TextChunk Make(int start, int end, int fresh)
    {
        var text = _window.Slice(start, VisibleEnd(start, end)).ToString();
        var (_, heading, page) = _sections.At(Math.Max(start, fresh));
        return new TextChunk(_ordinal++, text, start, start + text.Length)
        {
            Heading = heading,
            Page = page,
            Places = ChunkPlaces.Encode(_sections.Between(start, start + text.Length)),
            ContentHash = Chunker.HashOf(text),
        };
    }

    private int VisibleEnd(int start, int end) => start + _window.Slice(start, end).TrimEnd().Length;

    private int SkipWhite(int offset)
    {
        var text = _window.From(offset);
        return offset + (text.Length - text.TrimStart().Length);
    }

    private void RaiseLastCut(int offset, BreakStrength strength)
    {
        if (_cuts.Count > 0 && _cuts[^1].Offset == offset)
        {
            _cuts.RemoveAt(_cuts.Count - 1);
        }

        _cuts.Add(new CutPoint(offset, strength));
    }

    private void Forget()
    {
        var keep = Math.Min(_cursor, _covered);
        var passed = _cuts.FindIndex(cut => cut.Offset > keep);
        _cuts.RemoveRange(0, passed < 0 ? _cuts.Count : passed);
        _window.DropBefore(keep);
        _sections.DropBefore(keep);
    }
}
