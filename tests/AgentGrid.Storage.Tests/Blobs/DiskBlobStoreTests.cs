using AgentGrid.Core.Identifiers;
using AgentGrid.Storage.Blobs;
using AgentGrid.Storage.Disk;
using AgentGrid.Testing.Storage;
using AgentGrid.Testing.Time;

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

    [Fact]
    public async Task DeleteAsync_CannotBeRemoved_FailsTyped()
    {
        const string name = "blb_06h0anga2ssf3b0ye3ryhxa344";
        Directory.CreateDirectory(_folder.File("44/" + name));
        await Should.ThrowAsync<StorageUnavailableException>(() => Store.DeleteAsync(name));
    }

    [Fact]
    public async Task OpenReadAsync_BlobOfAVersionBefore_IsFoundListedAndDeleted()
    {
        const string name = "blb_06h0anga2ssf3b0ye3ryhxa344";
        Directory.CreateDirectory(_folder.File("44"));
        await File.WriteAllTextAsync(_folder.File("44/" + name), "kept");

        using (var content = new StreamReader((await Store.OpenReadAsync(name)).ShouldNotBeNull()))
        {
            (await content.ReadToEndAsync()).ShouldBe("kept");
        }

        (await Store.ListAsync().ToListAsync()).ShouldHaveSingleItem().Name.ShouldBe(name);
        await Store.DeleteAsync(name);
        (await Store.OpenReadAsync(name)).ShouldBeNull();
        File.Exists(_folder.File("44/" + name)).ShouldBeFalse();
    }

    [Fact]
    public async Task PublishAsync_BlobsOfOneTime_LieInOneFolder()
    {
        var clock = new ManualTimeProvider();
        var store = new DiskBlobStore(_folder.FullPath, new IdGenerator(clock));
        var names = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            var received = await store.ReceiveAsync(new MemoryStream([1]), 10);
            names.Add(received.Value!.Name);
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        await store.PublishAsync(names);

        Directory.EnumerateDirectories(_folder.FullPath).Count(folder => Directory.EnumerateFiles(folder).Any()).ShouldBeInRange(1, 2);
        (await store.ListAsync().ToListAsync()).Select(static blob => blob.Name).Order().ShouldBe(names.Order());
    }

    private DiskBlobStore Open() => new(_folder.FullPath, new IdGenerator(TimeProvider.System));
}
