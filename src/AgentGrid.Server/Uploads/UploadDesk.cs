using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentGrid.Core.Json;
using AgentGrid.Knowledge;
using AgentGrid.Naming;
using AgentGrid.Server.Auth;
using AgentGrid.Server.Contracts.Files;
using AgentGrid.Server.Idempotency;

namespace AgentGrid.Server.Uploads;

/// <summary>Takes an upload: bytes to the blob store first, then one file grain each, under the request's idempotency key.</summary>
internal sealed class UploadDesk(UploadReader reader, IdempotentRequests requests, IGrainFactory grains)
{
    public async Task<Outcome<UploadedFiles>> TakeAsync(string agentId, HttpRequest request, RequestIds ids, CurrentCaller caller)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        var read = await reader.ReadAsync(request, cancellationToken);
        if (!read.TryGet(out var files, out var failure))
        {
            return failure;
        }

        if (ids.Key is not { } key)
        {
            return await AcceptAsync(agentId, files, ids, caller);
        }

        var claim = await requests.ClaimAsync(ids.Scope, key, Hash(files), cancellationToken);
        if (claim.Failure is not null || claim.Value is not null)
        {
            await reader.DiscardAsync(files);
            return claim.Value is { } answer
                ? JsonSerializer.Deserialize<UploadedFiles>(answer.Body, JsonDefaults.Options)!
                : claim.Failure!;
        }

        return await AcceptOnceAsync(agentId, files, ids, key, caller);
    }

    private async Task<Outcome<UploadedFiles>> AcceptOnceAsync(
        string agentId, ImmutableArray<ReceivedFile> files, RequestIds ids, string key, CurrentCaller caller)
    {
        var kept = false;
        try
        {
            var accepted = await AcceptAsync(agentId, files, ids, caller);
            if (accepted.TryGet(out var items, out _))
            {
                var body = JsonSerializer.SerializeToUtf8Bytes(items, JsonDefaults.Options);
                await requests.CompleteAsync(ids.Scope, key, new StoredAnswer(StatusCodes.Status202Accepted, [], body));
                kept = true;
            }

            return accepted;
        }
        finally
        {
            if (!kept)
            {
                await requests.AbandonAsync(ids.Scope, key);
            }
        }
    }

    private async Task<Outcome<UploadedFiles>> AcceptAsync(
        string agentId, ImmutableArray<ReceivedFile> files, RequestIds ids, CurrentCaller caller)
    {
        var asked = new Task<Outcome<AcceptedFile>>[files.Length];
        var first = new Dictionary<string, Task>(StringComparer.Ordinal);
        foreach (var (index, file) in files.Index())
        {
            // Side by side, but for a file that comes twice: the second copy is the duplicate.
            if (first.TryGetValue(file.Blob.Sha256, out var same))
            {
                await same;
            }

            first[file.Blob.Sha256] = asked[index] = AcceptAsync(agentId, file, ids.NewId(IdPrefixes.File, $"#{index}"), caller);
        }

        var items = ImmutableArray.CreateBuilder<UploadedFile>(files.Length);
        Failure? refused = null;
        foreach (var (index, accepted) in (await Task.WhenAll(asked)).Index())
        {
            if (accepted.TryGet(out var answer, out var failure))
            {
                items.Add(UploadedFile.Of(answer));
            }
            else
            {
                refused ??= failure;
            }

            // Refused, or the agent has these bytes already, under another blob.
            if (answer is not { Duplicate: false })
            {
                await reader.DiscardAsync([files[index]]);
            }
        }

        return refused is null ? new UploadedFiles(items.ToImmutable()) : refused;
    }

    private async Task<Outcome<AcceptedFile>> AcceptAsync(string agentId, ReceivedFile file, string fileId, CurrentCaller caller)
    {
        var upload = new StoredUpload(agentId, file.Blob.Name, file.Name, file.Blob.Size, file.Blob.Sha256);
        return await grains.GetGrain<IKnowledgeFileGrain>(fileId).AcceptAsync(caller, upload);
    }

    private static string Hash(ImmutableArray<ReceivedFile> files)
    {
        var text = string.Join('\n', files.Select(file => $"{file.Blob.Sha256} {file.Name}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
