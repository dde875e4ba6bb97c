using System.Security.Cryptography;
using AgentGrid.Storage.Blobs;

namespace AgentGrid.Storage.Tests.Blobs;

/// <summary>What every <see cref="IBlobStore"/> does.</summary>
public abstract class BlobStoreTests
{
    protected abstract IBlobStore Store { get; }

    public static TheoryData<int> Sizes => [0, 1, 1_000, 131_071, 131_072, 131_073, 3_000_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task WriteAsync_AnySize_GivesBackTheSameBytesAndTheirHash(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        var blob = await StoreAsync(bytes);

        blob.Size.ShouldBe(size);
        blob.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        (await ReadAsync(blob.Name)).ShouldBe(bytes);
    }

    [Fact]
    public async Task WriteAsync_SameBytesTwice_MakesTwoBlobs() =>
        (await StoreAsync([1, 2, 3])).Name.ShouldNotBe((await StoreAsync([1, 2, 3])).Name);

    [Theory]
    [InlineData(1000, 1000, true)]
    [InlineData(1001, 1000, false)]
    [InlineData(900_000, 1000, false)]
    public async Task WriteAsync_Limit_IsExactAndLeavesNothingBeyondIt(int size, int limit, bool fits)
    {
        var outcome = await Store.WriteAsync(new MemoryStream(new byte[size]), limit);
        outcome.Succeeded.ShouldBe(fits);
        (await NamesAsync()).Count.ShouldBe(fits ? 1 : 0);
        if (!fits)
        {
            outcome.Failure!.Code.ShouldBe(FailureCodes.FileTooLarge);
        }
    }

    [Fact]
    public async Task WriteAsync_SourceBreaksOff_LeavesNothing()
    {
        await Should.ThrowAsync<IOException>(() => Store.WriteAsync(new BrokenStream(200_000), long.MaxValue));
        (await NamesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task PublishAsync_ManyReceived_CanBeReadOnlyFromThenOn()
    {
        var received = new List<StoredBlob>();
        for (byte i = 0; i < 30; i++)
        {
            received.Add((await Store.ReceiveAsync(new MemoryStream([i]), maxBytes: 10)).ShouldSucceed());
        }

        (await NamesAsync()).ShouldBeEmpty();
        (await Store.OpenReadAsync(received[0].Name)).ShouldBeNull();

        await Store.PublishAsync([.. received.Select(blob => blob.Name)]);

        (await NamesAsync()).Count.ShouldBe(30);
        for (byte i = 0; i < 30; i++)
        {
            (await ReadAsync(received[i].Name)).ShouldBe([i]);
        }
    }

    [Fact]
    public async Task DeleteAsync_ReceivedOnly_LeavesNothing()
    {
        var received = (await Store.ReceiveAsync(new MemoryStream([1]), maxBytes: 10)).ShouldSucceed();
        await Store.DeleteAsync(received.Name);
        await Should.ThrowAsync<StorageUnavailableException>(() => Store.PublishAsync([received.Name]));
        (await NamesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteAsync_Stored_IsGoneAndAgainHarmless()
    {
        var blob = await StoreAsync([1]);
        await Store.DeleteAsync(blob.Name);
        await Store.DeleteAsync(blob.Name);
        (await Store.OpenReadAsync(blob.Name)).ShouldBeNull();
        (await NamesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListAsync_Several_NamesThemAll()
    {
        var names = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            names.Add((await StoreAsync(new byte[i])).Name);
        }

        (await NamesAsync()).Order().ShouldBe(names.Order());
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("blb_unknown")]
    [InlineData("/etc/hostname")]
    [InlineData("a\0bcdefgh")]
    public async Task OpenReadAsync_ForeignName_FindsNothing(string name)
    {
        (await Store.OpenReadAsync(name)).ShouldBeNull();
        await Store.DeleteAsync(name);
    }

    [Fact]
    public async Task OpenReadAsync_Seek_ReadsFromThere()
    {
        var blob = await StoreAsync([1, 2, 3, 4]);
        await using var stream = await Store.OpenReadAsync(blob.Name);
        stream!.Position = 2;
        stream.ReadByte().ShouldBe(3);
    }

    [Fact]
    public async Task WriteAsync_ManyAtOnce_AllAreWhole()
    {
        var blobs = await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
            (Bytes: Enumerable.Repeat((byte)i, 10_000 + i).ToArray(),
             Blob: await StoreAsync(Enumerable.Repeat((byte)i, 10_000 + i).ToArray()))));
        foreach (var (bytes, blob) in blobs)
        {
            (await ReadAsync(blob.Name)).ShouldBe(bytes);
        }
    }

    protected async Task<StoredBlob> StoreAsync(byte[] bytes) =>
        (await Store.WriteAsync(new MemoryStream(bytes), long.MaxValue)).Value.ShouldNotBeNull();

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var stream = (await Store.OpenReadAsync(name)).ShouldNotBeNull();
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<List<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var entry in Store.ListAsync())
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
