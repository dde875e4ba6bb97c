using System.Security.Cryptography;
using System.Text;

namespace AgentGrid.Storage.Migrations;

/// <summary>A numbered script. Once applied anywhere it must never change: a later one mends it.</summary>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of the script, line endings aside, in hexadecimal.</summary>
    public string Checksum => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}
