using AgentGrid.Core.Sessions.Images;

namespace AgentGrid.Core.Tests.Sessions;

public sealed class ImageTypeTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000", ImageType.Png)]
    [InlineData("FFD8FFE000104A46", ImageType.Jpeg)]
    [InlineData("474946383961", ImageType.Gif)]
    [InlineData("474946383761", ImageType.Gif)]
    [InlineData("524946460000000057454250", ImageType.WebP)]
    [InlineData("524946460000000057415645", null)]
    [InlineData("3C737667", null)]
    [InlineData("89504E47", null)]
    [InlineData("", null)]
    public void Of_FirstBytes_TellTheType(string hex, string? type) => ImageType.Of(Convert.FromHexString(hex)).ShouldBe(type);
}
