namespace AgentGrid.Core.Sessions.Images;

/// <summary>Bounds of the images in one message and in one prompt. The vendors' own are a little wider.</summary>
public static class ImageLimits
{
    /// <summary>Most images of one message.</summary>
    public const int MaxImages = 8;

    /// <summary>Largest image, in bytes.</summary>
    public const int MaxImageBytes = 5 * 1024 * 1024;

    /// <summary>All images of one message together, in bytes.</summary>
    public const int MaxMessageBytes = 16 * 1024 * 1024;

    /// <summary>Earlier images that are shown to the model again, newest first; older ones are only mentioned.</summary>
    public const int MaxEarlierImages = 8;

    /// <summary>Bytes of those earlier images together.</summary>
    public const int MaxEarlierBytes = 8 * 1024 * 1024;

    /// <summary>Longest file name that is kept, in characters.</summary>
    public const int MaxNameLength = 200;
}
