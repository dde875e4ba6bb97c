using System.Globalization;

namespace AgentGrid.Storage.Knowledge;

/// <summary>A chunk's id is <c>fileId.epoch.ordinal</c>, so that it needs no column and no index of its own.</summary>
public static class ChunkIds
{
    public static string Of(string fileId, int epoch, int ordinal) =>
        string.Create(CultureInfo.InvariantCulture, $"{fileId}.{epoch}.{ordinal}");

    /// <returns>False when it is no chunk's id.</returns>
    public static bool TryParse(string chunkId, out string fileId, out int epoch, out int ordinal)
    {
        ArgumentNullException.ThrowIfNull(chunkId);
        (fileId, epoch, ordinal) = ("", 0, 0);
        var second = chunkId.LastIndexOf('.');
        var first = second > 0 ? chunkId.LastIndexOf('.', second - 1) : -1;
        if (first <= 0
            || !int.TryParse(chunkId.AsSpan(first + 1, second - first - 1), NumberStyles.None, CultureInfo.InvariantCulture, out epoch)
            || !int.TryParse(chunkId.AsSpan(second + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ordinal))
        {
            return false;
        }

        fileId = chunkId[..first];
        return true;
    }
}
