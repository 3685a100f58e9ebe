using CallSummary.Portal.Administration;
using CallSummary.Storage.Administration;

namespace CallSummary.UnitTests.Portal.Administration;

public sealed class TrunkCheckTests
{
    private static readonly TrunkForm Good = new()
    {
        Name = "sbc-1",
        Peers = "192.0.2.0/28\n2001:db8::/64",
        Hops = "sip:10.0.0.20:5060;transport=tcp\nsips:[2001:db8::1]",
        Destinations = "+8210*\n1000",
        Codecs = "PCMU\nPCMA",
        Username = "sbc",
        Password = "word",
        MaxCalls = "30",
    };

    [Fact]
    public void Problems_OfAGoodTrunk_AreNone() => Assert.Empty(TrunkCheck.Problems(Good, []));

    public static TheoryData<string, string> Bad => new()
    {
        { nameof(TrunkForm.Name), "Sbc 1" }, { nameof(TrunkForm.Name), "<script>" }, { nameof(TrunkForm.Name), "" },
        { nameof(TrunkForm.Peers), "" }, { nameof(TrunkForm.Peers), "sbc.example" }, { nameof(TrunkForm.Peers), "0.0.0.0/0" }, { nameof(TrunkForm.Peers), "::/0" },
        { nameof(TrunkForm.Hops), "sip:user@10.0.0.20" }, { nameof(TrunkForm.Hops), "http://10.0.0.20" }, { nameof(TrunkForm.Hops), "sip:10.0.0.20;lr" },
        { nameof(TrunkForm.Destinations), "+82*10" }, { nameof(TrunkForm.Destinations), "/.*/" }, { nameof(TrunkForm.Codecs), "PCMU;" },
        { nameof(TrunkForm.Consent), "None" }, { nameof(TrunkForm.Srtp), "" }, { nameof(TrunkForm.CountryCode), "+82" }, { nameof(TrunkForm.Password), "" },
        { nameof(TrunkForm.MaxCalls), "-1" }, { nameof(TrunkForm.MaxMinutesPerDay), "1e3" }, { nameof(TrunkForm.MaxCallsPerSecond), "1000001" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Problems_OneFieldIsWrong_IsTheOnlyOne(string field, string value)
    {
        var form = Good with { };
        typeof(TrunkForm).GetProperty(field)!.SetValue(form, value);

        Assert.Single(TrunkCheck.Problems(form, []));
    }

    [Theory]
    [InlineData("192.0.2.3", true)]
    [InlineData("192.0.0.0/16", true)]
    [InlineData("192.0.3.1", false)]
    [InlineData("2001:db9::/64", false)]
    public void Problems_AddressOfAnotherTenant_IsRefused(string theirs, bool clashes)
    {
        StoredTrunk[] others = [new() { Id = Guid.Empty, TenantId = "other", Name = "x", Peers = theirs, ChangedAt = default }];

        Assert.Equal(clashes, TrunkCheck.Problems(Good, others).Count == 1);
    }
}
