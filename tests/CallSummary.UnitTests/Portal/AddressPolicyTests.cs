using System.Net;
using CallSummary.Portal;
using CallSummary.Portal.Webhooks;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Portal;

public sealed class AddressPolicyTests
{
    public static TheoryData<string> Public =>
    [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "169.253.255.255", "223.255.255.255",
        "2606:4700:4700::1111", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
    ];

    public static TheoryData<string> Private =>
    [
        "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254",
        "::1", "fc00::1", "fdff::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:a00:1::1", "2002:7f00:1::",
    ];

    public static TheoryData<string> Reserved =>
    [
        "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "100.100.100.200",
        "::", "fe80::1", "fe80::1%3", "fec0::1", "ff02::1", "fd00:ec2::254", "::127.0.0.1", "::8.8.8.8", "100::1", "2001::1", "2001:db8::1", "3fff::1", "4000::1",
        "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:a9fe:a9fe::1", "5f00::1",
    ];

    [Theory]
    [MemberData(nameof(Public))]
    public void Allows_PublicAddress_True(string address) => Assert.True(Policy().Allows(IPAddress.Parse(address)));

    [Theory]
    [MemberData(nameof(Private))]
    public void Allows_PrivateAddress_OnlyWhenTheOperatorSaysSo(string address)
    {
        Assert.False(Policy().Allows(IPAddress.Parse(address)));
        Assert.True(Policy(allowPrivate: true).Allows(IPAddress.Parse(address)));
    }

    [Theory]
    [MemberData(nameof(Reserved))]
    public void Allows_ReservedAddress_NotEvenThen(string address)
    {
        Assert.False(Policy().Allows(IPAddress.Parse(address)));
        Assert.False(Policy(allowPrivate: true).Allows(IPAddress.Parse(address)));
    }

    [Fact]
    public void Allows_NamedNetwork_AndItAlone()
    {
        var policy = Policy(networks: ["10.20.0.0/16", "fe80::/10"]);

        Assert.True(policy.Allows(IPAddress.Parse("10.20.3.4")));
        Assert.True(policy.Allows(IPAddress.Parse("::ffff:10.20.3.4")));
        Assert.True(policy.Allows(IPAddress.Parse("fe80::1%2")));
        Assert.False(policy.Allows(IPAddress.Parse("10.21.3.4")));
        Assert.False(policy.Allows(IPAddress.Parse("127.0.0.1")));
    }

    private static AddressPolicy Policy(bool allowPrivate = false, string[]? networks = null) =>
        new(Options.Create(new PortalOptions { Webhooks = new() { AllowPrivateAddresses = allowPrivate, AllowedNetworks = networks ?? [] } }));
}
