using System.Net;
using System.Net.Sockets;
using CallSummary.Sip.Resolution;
using DnsClient;
using DnsClient.Protocol;

namespace CallSummary.Sip.Dns;

/// <summary>The DNS for SIP (RFC 3263) by DnsClient: asks the servers given, keeps answers for as long as they say.</summary>
public sealed class DnsNameServer : ISipNameServer
{
    private readonly LookupClient _client;

    /// <param name="servers">The servers to ask, in order; none: those of the system.</param>
    /// <param name="timeout">How long a server may take, 100 ms to 30 s; null: two seconds. Each is asked twice at most.</param>
    public DnsNameServer(IEnumerable<IPEndPoint>? servers = null, TimeSpan? timeout = null)
    {
        var list = servers?.ToArray() ?? [];
        var patience = timeout ?? TimeSpan.FromSeconds(2);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, TimeSpan.FromMilliseconds(100), nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patience, TimeSpan.FromSeconds(30), nameof(timeout));
        var options = list.Length == 0 ? new LookupClientOptions() : new LookupClientOptions(list);
        options.Timeout = patience;
        options.Retries = 1;
        options.UseCache = true;
        options.ThrowDnsErrors = false;
        options.CacheFailedResults = true;
        options.FailedResultsCacheDuration = TimeSpan.FromSeconds(5);
        _client = new LookupClient(options);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<SipNaptrRecord>> NaptrAsync(string domain, CancellationToken cancellationToken = default)
    {
        var answers = await AskAsync(domain, QueryType.NAPTR, cancellationToken).ConfigureAwait(false);
        return [.. answers.OfType<NAPtrRecord>().Select(record => new SipNaptrRecord(record.Order, record.Preference, record.Flags, record.Services, record.Replacement.Value.TrimEnd('.')))];
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<SipSrvRecord>> SrvAsync(string name, CancellationToken cancellationToken = default)
    {
        var answers = await AskAsync(name, QueryType.SRV, cancellationToken).ConfigureAwait(false);
        return [.. answers.OfType<SrvRecord>().Select(record => new SipSrvRecord(record.Priority, record.Weight, record.Port, record.Target.Value is "." ? "." : record.Target.Value.TrimEnd('.')))];
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellationToken = default)
    {
        var four = AskAsync(host, QueryType.A, cancellationToken);
        var six = AskAsync(host, QueryType.AAAA, cancellationToken);
        IReadOnlyList<IPAddress> found = [.. (await six.ConfigureAwait(false)).OfType<AddressRecord>().Concat((await four.ConfigureAwait(false)).OfType<AddressRecord>()).Select(record => record.Address)];
        return found.Count > 0 ? found : await FromSystemAsync(host, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Names of the machine's own (hosts file, mDNS) are in no DNS.</summary>
    private static async Task<IReadOnlyList<IPAddress>> FromSystemAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await System.Net.Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<DnsResourceRecord>> AskAsync(string name, QueryType type, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.QueryAsync(name, type, QueryClass.IN, cancellationToken).ConfigureAwait(false)).Answers;
        }
        catch (Exception exception) when (exception is DnsResponseException or ArgumentException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return []; // silent, refused or no name at all: the caller tries what else it has
        }
    }
}
