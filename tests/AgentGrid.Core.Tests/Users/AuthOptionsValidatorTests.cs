using AgentGrid.Core.Users;
using AgentGrid.Users;

namespace AgentGrid.Core.Tests.Users;

public sealed class AuthOptionsValidatorTests
{
    [Theory]
    [InlineData("")]
    [InlineData("agk_short")]
    [InlineData("key_0123456789012345678901234567890123")]
    [InlineData("agk_0123456789012345678901234567890")]
    [InlineData("agk_01234567890123456789012345678901 3")]
    public void Validate_WeakBootstrapKey_IsRefusedWithTheFix(string key) =>
        new AuthOptionsValidator().Validate(null, new AuthOptions { BootstrapKey = key }).FailureMessage
            .ShouldNotBeNull().ShouldContain("agk_");

    [Fact]
    public void Validate_StrongBootstrapKey_IsTaken() =>
        new AuthOptionsValidator().Validate(null, new AuthOptions { BootstrapKey = "agk_" + new string('x', 32) }).Succeeded.ShouldBeTrue();

    [Fact]
    public void Validate_RegistrationByInvitation_IsRefusedWithWhatThereIs() =>
        new AuthOptionsValidator().Validate(null, new AuthOptions { Registration = RegistrationMode.Invited }).FailureMessage
            .ShouldNotBeNull().ShouldContain("'closed'");

    [Fact]
    public void Validate_AdminByRegistration_IsRefused() =>
        new AuthOptionsValidator().Validate(null, new AuthOptions { DefaultRole = UserRole.Admin }).Failed.ShouldBeTrue();
}
