using AgentGrid.Storage.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AgentGrid.Server.Hosting;

/// <summary>Encryption of secrets at rest. Its keys are in the data folder: a backup without them cannot read provider keys.</summary>
internal static class Protection
{
    private const string KeyFolder = "keys";

    public static IServiceCollection AddProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("AgentGrid");
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>(static (options, folder, logging) =>
            options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(Path.Combine(folder.FullPath, KeyFolder)), logging));
        return services;
    }
}
