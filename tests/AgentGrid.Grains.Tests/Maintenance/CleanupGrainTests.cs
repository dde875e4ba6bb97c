using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Maintenance;
using AgentGrid.Sessions;
using AgentGrid.Storage.Blobs;
using AgentGrid.Testing.Storage;
using AgentGrid.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Maintenance;

public sealed class CleanupGrainTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task CleanUp_BlobThatNoFileNeeds_GoesOnceItIsOld()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await GrainHost.StartAsync(_folder, services => services.AddSingleton<TimeProvider>(clock));
        var blobs = host.Services.GetRequiredService<IBlobStore>();
        using var content = new MemoryStream("left over"u8.ToArray());
        var blob = (await blobs.WriteAsync(content, maxBytes: 100)).Value!;
        var cleanup = host.Grains.GetGrain<ICleanupGrain>(ICleanupGrain.Key);

        (await cleanup.CleanUpAsync()).Blobs.ShouldBe(0);
        clock.Advance(TimeSpan.FromHours(25));

        // Its daily reminder is due as well, and may have removed it before this call.
        (await cleanup.CleanUpAsync()).Blobs.ShouldBeInRange(0, 1);
        (await blobs.OpenReadAsync(blob.Name)).ShouldBeNull();
    }

    [Fact]
    public async Task CleanUp_BlobOfAMessage_StaysUntilItsSessionIsDeleted()
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await GrainHost.StartAsync(_folder, services => services.AddSingleton<TimeProvider>(clock));
        var blobs = host.Services.GetRequiredService<IBlobStore>();
        using var content = new MemoryStream("an image"u8.ToArray());
        var blob = (await blobs.WriteAsync(content, maxBytes: 100)).Value!;
        await host.MakeAgentAsync();
        var image = new AttachedImage(new Attachment("att_1", "image/png", null, blob.Size, blob.Sha256, "/x"), blob.Name);
        (await host.Session("ses_1").StartTurnAsync(GrainHost.Alice, GrainHost.Message("trn_1") with { Images = [image] })).Failure.ShouldBeNull();
        await host.WatchAsync("ses_1", "trn_1");
        host.Pipeline.Inputs.ShouldHaveSingleItem().Images["att_1"].ToArray().ShouldBe("an image"u8.ToArray());

        clock.Advance(TimeSpan.FromHours(25));
        (await host.Grains.GetGrain<ICleanupGrain>(ICleanupGrain.Key).CleanUpAsync()).Blobs.ShouldBe(0);
        (await host.Session("ses_1").DeleteAsync(GrainHost.Alice)).Failure.ShouldBeNull();
        (await blobs.OpenReadAsync(blob.Name)).ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();
}
