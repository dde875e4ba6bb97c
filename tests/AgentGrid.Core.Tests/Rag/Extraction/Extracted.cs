using System.Text;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Runs the real extractor over bytes and keeps what it gave.</summary>
internal sealed record Extracted(IReadOnlyList<Block> Blocks)
{
    public string Text => string.Concat(Blocks.Select(block => block.Text));

    public IEnumerable<string> Headings => Blocks.Where(block => block.Kind == BlockKind.Heading).Select(block => block.Title);

    public static Extracted From(string text, string name, Encoding? encoding = null) => From((encoding ?? new UTF8Encoding(false)).GetBytes(text), name);

    public static Extracted From(byte[] bytes, string name, ExtractionOptions? options = null) =>
        From(ExtractionSource.FromBytes(bytes, name), options);

    public static Extracted From(ExtractionSource source, ExtractionOptions? options = null) =>
        new([.. new DocumentExtractor(options ?? new ExtractionOptions(), TimeProvider.System).Extract(source)]);

    public static ExtractionException Refusal(byte[] bytes, string name, ExtractionOptions? options = null) =>
        Should.Throw<ExtractionException>(() => From(bytes, name, options));

    public static ExtractionException Refusal(string text, string name, ExtractionOptions? options = null) =>
        Refusal(Encoding.UTF8.GetBytes(text), name, options);
}
