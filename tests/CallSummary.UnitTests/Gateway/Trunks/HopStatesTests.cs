using CallSummary.Gateway;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Gateway.Trunks;

public sealed class HopStatesTests
{
    private readonly TrunkDirectory _trunks = new(Options.Create(new GatewayOptions
    {
        Tenants = { new TenantOptions { Id = "t" } },
        Trunks =
        {
            new TrunkOptions { Name = "out", Tenant = "t", Peers = { "10.0.0.1" }, Hops = { "sip:a", "sip:b" } },
            new TrunkOptions { Name = "in", Tenant = "t", Peers = { "10.0.0.2" } },
        },
    }));

    [Fact]
    public void InOrder_HopIsDown_ItIsTriedLast()
    {
        var hops = new HopStates();
        Assert.Equal(["sip:a", "sip:b"], hops.InOrder(_trunks.Trunks[0]));

        Assert.True(hops.Set("sip:a", false));
        Assert.False(hops.Set("sip:a", false));
        Assert.Equal(["sip:b", "sip:a"], hops.InOrder(_trunks.Trunks[0]));
        Assert.Empty(hops.Unreachable(_trunks));

        hops.Set("sip:b", false);
        Assert.Equal("out", Assert.Single(hops.Unreachable(_trunks)).Name);
        hops.Set("sip:a", true);
        Assert.Empty(hops.Unreachable(_trunks));
    }
}
