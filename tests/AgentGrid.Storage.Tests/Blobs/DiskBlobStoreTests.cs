using AgentGrid.Core.Identifiers;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Disk;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Blobs;

public sealed class DiskBlobStoreTests : BlobStoreTests, IDisposable
{
    private readonly TempFolder _folder = new();

    public DiskBlobStoreTests() => Store = Open();

    protected override IBlobStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Constructor_LeftoversOfACrash_AreCleared()
    {
        var blob = await StoreAsync([1]);
        var leftover = _folder.File("incoming/blb_cut_off");
        await File.WriteAllTextAsync(leftover, "half");

        var reopened = Open();

        File.Exists(leftover).ShouldBeFalse();
        (await reopened.OpenReadAsync(blob.Name)).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public async Task WriteAsync_FolderGone_FailsTyped()
    {
        Directory.Delete(_folder.FullPath, recursive: true);
        await Should.ThrowAsync<StorageUnavailableException>(() => StoreAsync([1]));
    }

    [Fact]
    public async Task WriteAsync_CannotBePublished_FailsTypedAndLeavesNothing()
    {
        // A file wherever a folder would be.
        const string letters = "0123456789abcdefghjkmnpqrstvwxyz";
        foreach (var (first, second) in letters.SelectMany(first => letters.Select(second => (first, second))))
        {
            await File.WriteAllTextAsync(_folder.File($"{first}{second}"), "");
        }

        await Should.ThrowAsync<StorageUnavailableException>(() => StoreAsync([1]));
        Directory.EnumerateFiles(_folder.File("incoming")).ShouldBeEmpty();
    }

    private DiskBlobStore Open() => new(_folder.FullPath, new IdGenerator(TimeProvider.System));
}
