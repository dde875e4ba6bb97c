namespace AgentGrid.Server.Uploads;

/// <summary>Registers what uploads need.</summary>
internal static class UploadServices
{
    public static IServiceCollection AddUploads(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UploadOptions>().Bind(configuration.GetSection(UploadOptions.Section))
            .Validate(
                options => options.MaxFileBytes > 0 && options.MaxFiles is > 0 and <= 1_000,
                $"{UploadOptions.Section}:MaxFileBytes must be positive and MaxFiles between 1 and 1000.")
            .ValidateOnStart();
        return services.AddSingleton<UploadReader>().AddSingleton<UploadDesk>();
    }
}
