using System.Net;
using CallSummary.Gateway;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Gateway.Trunks;

public sealed class TrunkDirectoryTests
{
    [Theory]
    [InlineData("10.1.2.3", "wide")]
    [InlineData("10.1.9.9", "narrow")]
    [InlineData("::ffff:10.1.2.3", "wide")]
    [InlineData("2001:db8::1", "wide")]
    [InlineData("192.0.2.1", null)]
    [InlineData("2001:db9::1", null)]
    public void Find_ByAddress_TakesTheNarrowestRange(string source, string? expected)
    {
        var options = new GatewayOptions
        {
            Tenants = { new TenantOptions { Id = "t" } },
            Trunks =
            {
                new TrunkOptions { Name = "wide", Tenant = "t", Peers = { "10.0.0.0/8", "2001:db8::/32" } },
                new TrunkOptions { Name = "narrow", Tenant = "t", Peers = { "10.1.9.9" } },
            },
        };

        Assert.Equal(expected, new TrunkDirectory(Options.Create(options)).Find(IPAddress.Parse(source))?.Name);
    }

    [Fact]
    public void Find_FreshInstallation_TakesLoopbackOnly()
    {
        var options = new GatewayOptions();
        new GatewayDefaults().PostConfigure(null, options);
        var trunks = new TrunkDirectory(Options.Create(options));

        Assert.NotNull(trunks.Find(IPAddress.Loopback));
        Assert.NotNull(trunks.Find(IPAddress.IPv6Loopback));
        Assert.Null(trunks.Find(IPAddress.Parse("10.0.0.1")));
        Assert.Null(trunks.Find(IPAddress.Parse("203.0.113.5")));
    }
}
