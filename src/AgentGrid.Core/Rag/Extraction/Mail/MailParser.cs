using System.Text;
using System.Text.RegularExpressions;

namespace AgentGrid.Core.Rag.Extraction.Mail;

/// <summary>Reads messages into parts (RFC 5322, RFC 2046), keeping at most a number of body bytes of each. A mailbox file (RFC 4155) has several.</summary>
internal sealed partial class MailParser(Stream stream, ExtractionOptions options) : IDisposable
{
    private const int MaxParts = 500;

    private const int MaxLineBytes = 1_000_000;

    private readonly BufferedStream _stream = new(stream, 64 * 1024);
    private readonly List<string> _boundaries = [];
    private long _kept;
    private byte[]? _held;

    /// <summary>Index of the boundary that was met last; -1 at the end of the message.</summary>
    private int _next = -1;

    private int _parts;

    /// <summary>Where in a mailbox file the reading is: whether it is one, after a blank line, before the next message.</summary>
    private bool _isMailbox, _afterBlank, _atNext;

    /// <summary>The messages, each read when it is asked for.</summary>
    public IEnumerable<MailPart> Messages()
    {
        var first = ReadLine();
        _isMailbox = first is not null && IsSeparator(first);
        _held = _isMailbox ? null : first;
        do
        {
            (_parts, _kept, _atNext) = (0, 0, false);
            yield return ReadPart(out _);
        }
        while (_atNext);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>Reads one part up to the boundary that ends it.</summary>
    /// <param name="closed">Index of the enclosing boundary that ended it for good, or -1 when another part follows.</param>
    private MailPart ReadPart(out int closed)
    {
        if (++_parts > MaxParts || _boundaries.Count > options.MaxContainerDepth * 4)
        {
            throw new ExtractionException(ExtractionCodes.TooComplex, $"The message has more than {MaxParts} parts or nests them too deep. Upload its attachments one by one.");
        }

        var part = new MailPart(ReadHeaders());
        if (!part.Type.StartsWith("multipart/", StringComparison.Ordinal) || part.Headers.Parameter("content-type", "boundary") is not { Length: > 0 } boundary)
        {
            ReadBody(part, out closed);
            return part;
        }

        _boundaries.Add(boundary);
        var depth = _boundaries.Count - 1;
        ReadBody(new MailPart(part.Headers), out closed);
        while (closed == -1 && _next == depth)
        {
            part.Parts.Add(ReadPart(out closed));
        }

        _boundaries.RemoveAt(depth);
        if (closed == depth)
        {
            // What follows the last part is not text; it ends at a boundary of an outer part.
            ReadBody(new MailPart(part.Headers), out closed);
        }

        return part;
    }

    private MailHeaders ReadHeaders()
    {
        var headers = new MailHeaders();
        for (var line = ReadLine(); line is not null && line.AsSpan().TrimEnd("\r\n"u8).Length > 0; line = ReadLine())
        {
            headers.Add(Latin(line).TrimEnd('\r', '\n'));
        }

        return headers;
    }

    private void ReadBody(MailPart part, out int closed)
    {
        var body = new MemoryStream();
        for (var line = ReadLine(); line is not null; line = ReadLine())
        {
            if (Boundary(line, out var index, out var closes))
            {
                Finish(part, body);
                _next = index;
                closed = closes ? index : -1;
                return;
            }

            if (_kept + line.Length > options.MaxTreeBytes * 2L)
            {
                part.IsCut = true;
            }
            else
            {
                body.Write(line);
                _kept += line.Length;
            }
        }

        Finish(part, body);
        closed = 0;
        _next = -1;
    }

    private static void Finish(MailPart part, MemoryStream body) =>
        part.Body = TransferEncoding.Decode(body.ToArray(), part.Headers.Value("content-transfer-encoding", "7bit"));

    private bool Boundary(byte[] line, out int index, out bool closes)
    {
        (index, closes) = (-1, false);
        if (line.Length < 3 || line[0] != '-' || line[1] != '-')
        {
            return false;
        }

        var text = Latin(line).TrimEnd()[2..];
        for (index = _boundaries.Count - 1; index >= 0; index--)
        {
            closes = text == _boundaries[index] + "--";
            if (closes || text == _boundaries[index])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next line of the message, or null at its end.</summary>
    private byte[]? ReadLine()
    {
        if (_held is { } held)
        {
            _held = null;
            return held;
        }

        if (_atNext || ReadRawLine() is not { } line)
        {
            return null;
        }

        if (!_isMailbox)
        {
            return line;
        }

        _atNext = _afterBlank && IsSeparator(line);
        _afterBlank = line.AsSpan().TrimEnd("\r\n"u8).Length == 0;

        // Lines of a message that begin like a separator are quoted.
        return _atNext ? null : line[0] == '>' && line.AsSpan().TrimStart((byte)'>').StartsWith("From "u8) ? line[1..] : line;
    }

    private static bool IsSeparator(byte[] line) => line.AsSpan().StartsWith("From "u8) && Separator().IsMatch(Latin(line));

    private byte[]? ReadRawLine()
    {
        var line = new MemoryStream(120);
        for (var b = _stream.ReadByte(); b >= 0; b = _stream.ReadByte())
        {
            line.WriteByte((byte)b);
            if (b == '\n' || line.Length >= MaxLineBytes)
            {
                break;
            }
        }

        return line.Length == 0 ? null : line.ToArray();
    }

    private static string Latin(byte[] line)
    {
        var text = Encoding.UTF8.GetString(line);
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? Encoding.Latin1.GetString(line) : text;
    }

    /// <summary>Sender and time in a line before each message of a mailbox.</summary>
    [GeneratedRegex(@"^From \S+ .*\d\d:\d\d", RegexOptions.NonBacktracking)]
    private static partial Regex Separator();
}
