using AgentGrid.Core.Users;

namespace AgentGrid.Core.Tests.Users;

public sealed class AccountRulesTests
{
    [Theory]
    [InlineData("ada@example.com")]
    [InlineData(" Ada.Lovelace+x@Example.co.uk ")]
    [InlineData("ünï@exämple.de")]
    public void CheckEmail_Address_IsTaken(string email) => AccountRules.CheckEmail(email).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("ada lovelace@example.com")]
    [InlineData("ada\0@example.com")]
    public void CheckEmail_AnythingElse_IsRefused(string? email) => AccountRules.CheckEmail(email).ShouldNotBeNull();

    [Fact]
    public void NormalizeEmail_SameAddress_IsTheSame() =>
        AccountRules.NormalizeEmail(" ADA@Example.com").ShouldBe(AccountRules.NormalizeEmail("ada@example.COM "));

    [Theory]
    [InlineData("short77")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("ada@example.com")]
    public void CheckPassword_WeakOne_IsRefused(string password) =>
        AccountRules.CheckPassword(password, "ADA@example.com").ShouldNotBeNull().Code.ShouldBe(FailureCodes.WeakPassword);

    [Fact]
    public void CheckPassword_LongPhrase_IsTaken() => AccountRules.CheckPassword("correct horse", "ada@example.com").ShouldBeNull();
}
