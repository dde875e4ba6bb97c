using System.Text.Json;
using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Real files, when a developer has them.</summary>
public sealed class DocumentsTests
{
    [SkippableFact]
    public void Extract_RealDocuments_HoldWhatIsExpected()
    {
        var folder = SharedData.Folder("documents");
        Skip.If(folder is null, "No shared/data/documents beside the checkout.");
        var expected = JsonSerializer.Deserialize<Dictionary<string, string[]?>>(File.ReadAllText(Path.Combine(folder, "expected.json")))!;
        var wrong = new List<string>();
        foreach (var (name, texts) in expected)
        {
            var source = ExtractionSource.FromFile(Path.Combine(folder, name), name);
            try
            {
                var text = Extracted.From(source).Text;
                wrong.AddRange((texts ?? ["(a refusal)"]).Where(part => !text.Contains(part, StringComparison.Ordinal)).Select(part => $"{name}: {part}"));
            }
            catch (ExtractionException failure) when (texts is null || failure.Code == ExtractionCodes.ExtractorUnavailable)
            {
                failure.Message.ShouldNotBeEmpty();
            }
        }

        wrong.ShouldBeEmpty();
    }
}
