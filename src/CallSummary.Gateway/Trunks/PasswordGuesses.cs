using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Trunks;

/// <summary>
/// Ends guessing: an address that sends too many wrong passwords in a minute is refused without a look at further ones until a minute has
/// passed. Right passwords of others are not held up.
/// </summary>
internal sealed class PasswordGuesses(IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <summary>Addresses remembered; past it the oldest minutes are forgotten.</summary>
    internal const int Capacity = 10_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly int _most = options.Value.Limits.MaxWrongPasswords;
    private readonly ConcurrentDictionary<IPAddress, (long Since, int Count)> _wrong = new();

    /// <summary>Addresses remembered now.</summary>
    public int Count => _wrong.Count;

    public bool IsLockedOut(IPAddress address) =>
        _wrong.TryGetValue(address, out var guesses) && guesses.Count >= _most && time.GetElapsedTime(guesses.Since) < Minute;

    public void Wrong(IPAddress address)
    {
        if (_wrong.Count >= Capacity)
        {
            Forget();
        }

        var now = time.GetTimestamp();
        _wrong.AddOrUpdate(
            address,
            _ => (now, 1),
            (_, before) => time.GetElapsedTime(before.Since, now) < Minute ? (before.Since, before.Count + 1) : (now, 1));
    }

    private void Forget()
    {
        foreach (var (address, guesses) in _wrong)
        {
            if (time.GetElapsedTime(guesses.Since) >= Minute)
            {
                _wrong.TryRemove(address, out _);
            }
        }

        if (_wrong.Count >= Capacity)
        {
            // Ten thousand guessing addresses of listed trunks within a minute: start over rather than grow.
            _wrong.Clear();
        }
    }
}
