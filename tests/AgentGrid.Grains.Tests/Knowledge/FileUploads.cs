using System.Text;
using AgentGrid.Grains.Tests.Hosting;
using AgentGrid.Knowledge;
using AgentGrid.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGrid.Grains.Tests.Knowledge;

/// <summary>Gives agents of a host files, as the upload endpoint does, and waits for them.</summary>
internal static class FileUploads
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task AcceptFileAsync(this GrainHost host, string agentId, string id, string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var blob = (await host.Services.GetRequiredService<IBlobStore>().WriteAsync(new MemoryStream(bytes), bytes.Length)).Value!;
        var upload = new StoredUpload(agentId, blob.Name, name, blob.Size, blob.Sha256);
        (await host.Grains.GetGrain<IKnowledgeFileGrain>(id).AcceptAsync(GrainHost.Alice, upload)).Failure.ShouldBeNull();
    }

    /// <summary>Accepts a file and waits until it is ready.</summary>
    public static async Task UploadFileAsync(this GrainHost host, string agentId, string id, string name, string text)
    {
        await host.AcceptFileAsync(agentId, id, name, text);
        await host.ReadyFileAsync(id);
    }

    /// <summary>Waits for the end of a file, which has to be that it is ready.</summary>
    public static async Task ReadyFileAsync(this GrainHost host, string id)
    {
        var end = await host.EndOfFileAsync(id);
        end.Status.ShouldBe(FileStatus.Ready, end.Error?.Message);
    }

    /// <summary>The record that a file ends with.</summary>
    public static async Task<KnowledgeFile> EndOfFileAsync(this GrainHost host, string id)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        KnowledgeFile? last = null;
        await foreach (var file in host.Grains.GetGrain<IKnowledgeFileGrain>(id).WatchAsync(deadline.Token))
        {
            last = file;
        }

        return last!;
    }
}
