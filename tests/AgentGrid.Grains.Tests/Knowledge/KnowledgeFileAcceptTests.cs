using System.IO.Compression;
using System.Text;
using AgentGrid.Core.Rag.Extraction;
using AgentGrid.Grains.Tests.Knowledge.Doubles;
using AgentGrid.Knowledge;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>What becomes of an upload.</summary>
public sealed class KnowledgeFileAcceptTests
{
    private const string Id = "fil_1";

    [Fact]
    public async Task Accept_TextFile_BecomesReadyWithItsPassagesStored()
    {
        await using var bench = await new FileBench().StartAsync();
        var text = FileBench.Text(20);

        await bench.UploadAsync(Id, text);
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Ready);
        end.Stage.ShouldBe(FileStage.Done);
        end.Progress.ShouldBe(1);
        end.Attempts.ShouldBe(1);
        end.ContentType.ShouldBe("text/plain");
        var chunks = bench.Store.ChunksOf(Id);
        end.Chunks.ShouldBe(chunks.Count);
        chunks.Select(chunk => chunk.Ordinal).ShouldBe(Enumerable.Range(0, chunks.Count));
        chunks.ShouldAllBe(chunk => text.Substring((int)chunk.StartOffset, (int)(chunk.EndOffset - chunk.StartOffset)) == chunk.Text
            && chunk.Embedding!.Length == 1 && chunk.IndexText == "note");
    }

    [Fact]
    public async Task Accept_ShortSlides_CountsAllPages()
    {
        await using var bench = await new FileBench().StartAsync();

        await bench.UploadAsync(Id, Slides("First words of a deck", "", "Last words of a deck", ""), "deck.pptx");

        (await bench.EndOfAsync(Id)).Pages.ShouldBe(4);
        await bench.UploadAsync("fil_2", "Words without pages.");
        (await bench.EndOfAsync("fil_2")).Pages.ShouldBeNull();
    }

    [Fact]
    public async Task Accept_SmallFile_CostsThreeTransactions()
    {
        await using var bench = await new FileBench().StartAsync();

        await bench.UploadAsync(Id, "Some words.");
        await bench.EndOfAsync(Id);

        // The row, the attempt, and the passages with the end.
        bench.Store.Writes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Watch_FromUpload_SeesStagesInOrder()
    {
        await using var bench = await new FileBench().StartAsync();
        var held = new TaskCompletionSource();
        bench.Embedder.BeforeAnswer = (_, stop) => held.Task.WaitAsync(stop);

        await bench.UploadAsync(Id, FileBench.Text(20));
        var begun = Enumerable.Range(0, 5).Select(_ => new TaskCompletionSource()).ToArray();
        var watches = begun.Select(first => bench.WatchAsync(Id, _ => first.TrySetResult())).ToArray();
        await Task.WhenAll(begun.Select(first => first.Task)).WaitAsync(TimeSpan.FromSeconds(60));
        held.SetResult();
        var seen = await Task.WhenAll(watches);

        foreach (var records in seen)
        {
            records[^1].Status.ShouldBe(FileStatus.Ready);
            var chunks = records.Select(record => record.Chunks).ToList();
            chunks.ShouldBe(chunks.Order());
            records.Select(record => record.Progress).ShouldBeInOrder();
            records.Select(record => record.Stage).ShouldContain(FileStage.Indexing);
        }
    }

    [Fact]
    public async Task Accept_UnsupportedFile_FailsWithTheReasonAndLeavesNothing()
    {
        await using var bench = await new FileBench().StartAsync();

        await bench.UploadAsync(Id, [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 2, 3, 0, 0, 0], "program.pdf");
        var end = await bench.EndOfAsync(Id);

        end.Status.ShouldBe(FileStatus.Failed);
        end.Error!.Code.ShouldBe(ExtractionCodes.UnsupportedFileType);
        end.Error.Message.ShouldContain("a program");
        bench.Store.ChunksOf(Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_FileThatBreaksInTheMiddle_LeavesNoChunk()
    {
        await using var bench = await new FileBench().StartAsync();
        var json = "[" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"{{\"number\":{i},\"text\":\"entry of the list with words\"}},"));

        await bench.UploadAsync(Id, json, "a.json");
        var end = await bench.EndOfAsync(Id);

        end.Error!.Code.ShouldBe(ExtractionCodes.FileCorrupt);
        bench.Embedder.Texts.ShouldNotBeEmpty();
        bench.Store.ChunksOf(Id).ShouldBeEmpty();
        end.Chunks.ShouldBe(0);
    }

    [Fact]
    public async Task Accept_SameBytesAgain_AnswersTheFirstFile()
    {
        await using var bench = await new FileBench().StartAsync();
        await bench.UploadAsync(Id, "Some words.");
        await bench.EndOfAsync(Id);

        var again = await bench.UploadAsync("fil_2", "Some words.");

        again.Duplicate.ShouldBeTrue();
        again.File.Id.ShouldBe(Id);
    }

    [Fact]
    public async Task Accept_SameRequestAgain_BeginsNothingTwice()
    {
        await using var bench = await new FileBench().StartAsync();
        var second = StuckCall.At(2);
        bench.Embedder.BeforeAnswer = second.BeforeAnswer;
        var blob = bench.Blobs.Put(Encoding.UTF8.GetBytes(FileBench.Text(20)));
        var upload = new StoredUpload(OneAgentStore.AgentId, blob.Name, "note.txt", blob.Size, blob.Sha256);
        await bench.File(Id).AcceptAsync(FileBench.Owner, upload);
        await second.Reached;

        (await bench.File(Id).AcceptAsync(FileBench.Owner, upload)).Value!.Duplicate.ShouldBeFalse();
        await bench.RestartAsync();
        var end = await bench.EndOfAsync(Id);
        (await bench.File(Id).AcceptAsync(FileBench.Owner, upload)).Value!.File.Status.ShouldBe(FileStatus.Ready);

        (end.Status, end.Attempts).ShouldBe((FileStatus.Ready, 2));
        bench.Embedder.Texts.Distinct().Count().ShouldBe(bench.Embedder.Texts.Count);
    }

    [Fact]
    public async Task Accept_TwoHundredFiles_AllBecomeReady()
    {
        await using var bench = await new FileBench().StartAsync();
        var ids = Enumerable.Range(0, 200).Select(i => $"fil_{i}").ToArray();

        await Task.WhenAll(ids.Select(id => bench.UploadAsync(id, FileBench.Text(3, id + "word"))));
        var ends = await Task.WhenAll(ids.Select(bench.EndOfAsync));

        ends.ShouldAllBe(end => end.Status == FileStatus.Ready && end.Attempts == 1);
    }

    private static byte[] Slides(params string[] texts)
    {
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var bytes = new MemoryStream();
        using (var package = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            Write("ppt/presentation.xml", $"<p:presentation xmlns:p='p' xmlns:r='{Relations}'>{Each(i => $"<p:sldId r:id='r{i}'/>")}</p:presentation>");
            Write("ppt/_rels/presentation.xml.rels", $"<Relationships>{Each(i => $"<Relationship Id='r{i}' Type='{Relations}/slide' Target='slides/{i}.xml'/>")}</Relationships>");
            for (var i = 0; i < texts.Length; i++)
            {
                Write($"ppt/slides/{i}.xml", $"<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:t>{texts[i]}</a:t></a:p></p:sld>");
            }

            void Write(string name, string content)
            {
                using var writer = new StreamWriter(package.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return bytes.ToArray();

        string Each(Func<int, string> part) => string.Concat(Enumerable.Range(0, texts.Length).Select(part));
    }
}
