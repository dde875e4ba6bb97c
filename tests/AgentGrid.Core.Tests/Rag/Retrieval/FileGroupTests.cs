using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Core.Tests.Rag.Retrieval;

public sealed class FileGroupTests
{
    [Fact]
    public async Task Of_FilesOfAllSizes_GroupsSmallOnesAndLeavesLargeAndUnknownOnesAlone()
    {
        int?[] counts = [100, 400, 100, null, null, FileGroup.Size + 1, 1, 2];
        var files = counts.Select((count, i) => new FileChunks($"f{i}", 1, count, AsyncEnumerable.Empty<IndexedChunk>()));

        var groups = await FileGroup.OfAsync(files.ToAsyncEnumerable(), default).ToListAsync();

        groups.Select(group => string.Join(' ', group.Select(file => file.FileId))).ShouldBe(["f0 f1", "f2", "f3", "f4", "f5", "f6 f7"]);
    }
}
