using AgentGrid.Storage.Hosting;
using AgentGrid.Testing.Storage;

namespace AgentGrid.Storage.Tests.Hosting;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_Missing_CreatesIt()
    {
        using var data = DataFolder.Open(_folder.File("a/b"));
        Directory.Exists(data.FullPath).ShouldBeTrue();
    }

    [SkippableFact]
    public void Open_Missing_IsOpenToItsUserAlone()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows gives a new folder its parent's rights.");
        using var data = DataFolder.Open(_folder.File("a/b"));
#pragma warning disable CA1416 // Skipped there.
        File.GetUnixFileMode(data.FullPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
    }

    [SkippableFact]
    public void Open_ThereAlready_KeepsItsRights()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows gives a new folder its parent's rights.");
        const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
#pragma warning disable CA1416 // Skipped there.
        Directory.CreateDirectory(_folder.File("shared"), Shared);
        using var data = DataFolder.Open(_folder.File("shared"));
        File.GetUnixFileMode(data.FullPath).ShouldBe(Shared);
#pragma warning restore CA1416
    }

    [Fact]
    public void Open_HeldAlready_IsRefusedNamingTheHolder()
    {
        using var first = DataFolder.Open(_folder.FullPath);
        var refusal = Should.Throw<StorageStartException>(() => DataFolder.Open(_folder.FullPath));
        refusal.Message.ShouldContain($"pid {Environment.ProcessId}");
        refusal.Message.ShouldContain("--data");
    }

    [Fact]
    public void Open_AfterRelease_Succeeds()
    {
        DataFolder.Open(_folder.FullPath).Dispose();
        DataFolder.Open(_folder.FullPath).Dispose();
    }

    [Fact]
    public void Open_PathIsAFile_IsRefusedWithTheReason()
    {
        var file = _folder.File("file");
        File.WriteAllText(file, "");
        Should.Throw<StorageStartException>(() => DataFolder.Open(file)).Message.ShouldContain("cannot be created or written");
    }
}
