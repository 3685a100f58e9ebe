using CallSummary.Portal.SignIn;
using Microsoft.AspNetCore.DataProtection;

namespace CallSummary.UnitTests.Portal.SignIn;

public sealed class StoredSecretTests
{
    [Fact]
    public void Reveal_WhatWasProtected_IsTheSecret_AndTheRowHoldsNoneOfIt()
    {
        var secrets = new StoredSecret(new EphemeralDataProtectionProvider());
        var row = secrets.Protect("whsec_0123456789");
        Assert.DoesNotContain("whsec", row, StringComparison.Ordinal);
        Assert.Equal("whsec_0123456789", secrets.Reveal(row));
    }

    [Fact]
    public void Reveal_AnotherKeyRing_IsNull() =>
        Assert.Null(new StoredSecret(new EphemeralDataProtectionProvider()).Reveal(new StoredSecret(new EphemeralDataProtectionProvider()).Protect("secret")));

    [Fact]
    public void Reveal_FromBeforeThereWasProtection_IsTheRow() =>
        Assert.Equal("whsec_old", new StoredSecret(new EphemeralDataProtectionProvider()).Reveal("whsec_old"));
}
