using System.Net;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Resolution;
using CallSummary.Sip.Transports;

namespace CallSummary.UnitTests.Sip.Resolution;

public sealed class SipLocatorTests : ISipNameServer
{
    private readonly Dictionary<string, SipNaptrRecord[]> _naptr = [];
    private readonly Dictionary<string, SipSrvRecord[]> _srv = [];
    private readonly Dictionary<string, string[]> _addresses = [];
    private bool _hasTls = true;

    public ValueTask<IReadOnlyList<SipNaptrRecord>> NaptrAsync(string domain, CancellationToken cancellationToken) => new(_naptr.GetValueOrDefault(domain) ?? []);

    public ValueTask<IReadOnlyList<SipSrvRecord>> SrvAsync(string name, CancellationToken cancellationToken) => new(_srv.GetValueOrDefault(name) ?? []);

    public ValueTask<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellationToken) =>
        new([.. (_addresses.GetValueOrDefault(host) ?? []).Select(IPAddress.Parse)]);

    [Theory]
    [InlineData("sip:192.0.2.1", "Udp 192.0.2.1:5060")]
    [InlineData("sip:192.0.2.1:5070;transport=tcp", "Tcp 192.0.2.1:5070")]
    [InlineData("sips:192.0.2.1", "Tls 192.0.2.1:5061")]
    [InlineData("sips:192.0.2.1;transport=tcp", "Tls 192.0.2.1:5061")]
    [InlineData("sip:h.example;maddr=192.0.2.9", "Udp 192.0.2.9:5060")]
    [InlineData("sip:[2001:db8::1]", "Udp [2001:db8::1]:5060")]
    [InlineData("sips:192.0.2.1;transport=udp", "")]
    [InlineData("sip:192.0.2.1;transport=sctp", "")]
    [InlineData("tel:+82", "")]
    public async Task LocateAsync_AddressInTheUri_AsksNobody(string uri, string expected) => Assert.Equal(expected, await LocateAsync(uri));

    [Fact]
    public async Task LocateAsync_PortInTheUri_AsksForAddressesOnly()
    {
        _srv["_sip._udp.h.example"] = [new SipSrvRecord(1, 1, 9999, "wrong.example")];
        _addresses["h.example"] = ["192.0.2.1", "2001:db8::1"];
        Assert.Equal("Udp 192.0.2.1:5070, Udp [2001:db8::1]:5070", await LocateAsync("sip:h.example:5070"));
    }

    [Fact]
    public async Task LocateAsync_Naptr_OrdersAndKeepsWhatWeSpeak()
    {
        _naptr["h.example"] =
        [
            new SipNaptrRecord(20, 1, "s", "SIP+D2U", "_sip._udp.h.example"),
            new SipNaptrRecord(10, 2, "s", "SIP+D2T", "_sip._tcp.h.example"),
            new SipNaptrRecord(10, 1, "s", "SIPS+D2T", "_sips._tcp.h.example"),
            new SipNaptrRecord(1, 1, "s", "SIP+D2S", "_sip._sctp.h.example"),
        ];
        foreach (var (service, port) in new[] { ("_sip._udp", 1), ("_sip._tcp", 2), ("_sips._tcp", 3) }) _srv[service + ".h.example"] = [new SipSrvRecord(1, 1, port, "a.example")];
        _addresses["a.example"] = ["192.0.2.1"];
        Assert.Equal("Tls 192.0.2.1:3, Tcp 192.0.2.1:2, Udp 192.0.2.1:1", await LocateAsync("sip:h.example"));
        Assert.Equal("Tls 192.0.2.1:3", await LocateAsync("sips:h.example"));
        _hasTls = false;
        Assert.Equal("Tcp 192.0.2.1:2, Udp 192.0.2.1:1", await LocateAsync("sip:h.example"));
    }

    [Fact]
    public async Task LocateAsync_SrvOnly_FollowsPriority()
    {
        _srv["_sip._tcp.h.example"] = [new SipSrvRecord(20, 0, 5062, "b.example"), new SipSrvRecord(10, 0, 5061, "a.example"), new SipSrvRecord(5, 0, 1, ".")];
        _addresses["a.example"] = ["192.0.2.1"];
        _addresses["b.example"] = ["192.0.2.2"];
        Assert.Equal("Tcp 192.0.2.1:5061, Tcp 192.0.2.2:5062", await LocateAsync("sip:h.example"));
        Assert.Equal("Tcp 192.0.2.1:5061, Tcp 192.0.2.2:5062", await LocateAsync("sip:h.example;transport=tcp"));
    }

    [Fact]
    public async Task LocateAsync_NoRecords_TakesTheAddress()
    {
        _addresses["h.example"] = ["192.0.2.1"];
        Assert.Equal("Udp 192.0.2.1:5060", await LocateAsync("sip:h.example"));
        Assert.Equal("Tls 192.0.2.1:5061", await LocateAsync("sips:h.example"));
        Assert.Equal("", await LocateAsync("sip:nowhere.example"));
    }

    [Fact]
    public async Task LocateAsync_HugeZone_IsCapped()
    {
        _srv["_sip._udp.h.example"] = [.. Enumerable.Range(1, 500).Select(port => new SipSrvRecord(1, 1, port, "a.example"))];
        _addresses["a.example"] = [.. Enumerable.Range(1, 20).Select(i => $"192.0.2.{i}")];
        Assert.Equal(SipLocator.MaxTargets, (await LocateAsync("sip:h.example")).Split(',').Length);
    }

    [Fact]
    public void Of_Weights_ShareTheLoad()
    {
        SipSrvRecord[] records = [new(1, 90, 1, "heavy"), new(1, 10, 2, "light"), new(1, 0, 3, "spare")];
        var first = Enumerable.Range(0, 2_000).Select(_ => SrvOrder.Of(records).First().Target).ToList();
        Assert.InRange(first.Count(name => name == "heavy"), 1_600, 1_980);
        Assert.InRange(first.Count(name => name == "light"), 80, 400);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(3, SrvOrder.Of(records).Count()));
    }

    private async Task<string> LocateAsync(string uri)
    {
        var locator = new SipLocator(this, (protocol, _) => protocol != SipProtocol.Tls || _hasTls);
        return string.Join(", ", (await locator.LocateAsync(SipUri.Parse(uri), null)).Select(target => $"{target.Protocol} {target.EndPoint}"));
    }
}
