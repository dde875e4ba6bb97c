using System.Text;
using System.Text.Json;

namespace AgentGrid.Core.Rag.Extraction.Json;

/// <summary>JSON and JSON Lines of any length: one line per value with its path, one block per record.</summary>
internal sealed class JsonExtractor : IFormatExtractor
{
    private const int BufferBytes = 64 * 1024;

    public IEnumerable<Block> Extract(ExtractionContext context)
    {
        using var stream = OpenUtf8(context);
        var flattener = new JsonFlattener();
        var state = new JsonReaderState(new JsonReaderOptions
        {
            AllowMultipleValues = true,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = context.Options.MaxDepth,
        });
        var buffer = new byte[BufferBytes];
        var length = 0;
        var ended = false;
        while (!ended)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (length == buffer.Length)
            {
                buffer = Grow(buffer, context.Options);
            }

            var read = stream.Read(buffer, length, buffer.Length - length);
            length += read;
            ended = read == 0;
            var used = Consume(buffer.AsSpan(0, length), ended, ref state, flattener, context.Options, out var malformed);
            if (malformed is not null)
            {
                // One document is damaged; of many, each is read for itself.
                if (!flattener.HasWhole && context.Source.Extension is not ("jsonl" or "ndjson"))
                {
                    throw malformed;
                }

                flattener.Abandon();
                using var rest = new StreamReader(new PrefixedStream(buffer.AsMemory(used, length - used), stream), Encoding.UTF8);
                foreach (var block in Drain(flattener).Concat(BrokenLines.Blocks(rest, flattener, context.Options)))
                {
                    yield return block;
                }

                break;
            }

            buffer.AsSpan(used, length - used).CopyTo(buffer);
            length -= used;
            foreach (var block in Drain(flattener))
            {
                yield return block;
            }
        }

        flattener.End();
        foreach (var block in Drain(flattener))
        {
            yield return block;
        }
    }

    private static IEnumerable<Block> Drain(JsonFlattener flattener)
    {
        while (flattener.Finished.TryDequeue(out var block))
        {
            yield return block;
        }
    }

    private static int Consume(
        ReadOnlySpan<byte> bytes, bool ended, ref JsonReaderState state, JsonFlattener flattener, ExtractionOptions options, out JsonException? malformed)
    {
        malformed = null;
        var reader = new Utf8JsonReader(bytes, ended, state);
        try
        {
            while (reader.Read())
            {
                flattener.Take(ref reader);
            }
        }
        catch (JsonException error) when (reader.CurrentDepth >= options.MaxDepth - 1)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex, $"The JSON is nested deeper than {options.MaxDepth} levels. Flatten it.", error);
        }

        catch (JsonException error)
        {
            malformed = error;
        }

        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    private static byte[] Grow(byte[] buffer, ExtractionOptions options)
    {
        if (buffer.Length >= options.MaxTokenBytes)
        {
            throw new ExtractionException(
                ExtractionCodes.TooComplex,
                $"The JSON holds a single string of more than {options.MaxTokenBytes / 1_000_000} MB. Remove embedded binary data.");
        }

        Array.Resize(ref buffer, buffer.Length * 2);
        return buffer;
    }

    private static Stream OpenUtf8(ExtractionContext context)
    {
        var stream = context.Source.Open();
        var encoding = context.Encoding.Encoding;
        var preamble = encoding.GetPreamble();
        if (preamble.Length > 0)
        {
            stream.ReadExactly(preamble);
        }

        // The reader of JSON refuses a malformed byte that the decoder replaces.
        return context.Encoding.IsFlawless ? stream : Encoding.CreateTranscodingStream(stream, encoding, Encoding.UTF8);
    }
}
