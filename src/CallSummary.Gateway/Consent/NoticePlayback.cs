using CallSummary.Audio;
using CallSummary.Contracts;
using CallSummary.Gateway.Calls;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Consent;

/// <summary>Plays the notice to every party at once and opens the consent gate when all have heard it to its end.</summary>
internal sealed class NoticePlayback(NoticeLibrary notices, IOptions<GatewayOptions> options, TimeProvider time)
{
    private readonly TimeSpan _timeout = options.Value.Notice.Timeout;

    /// <returns>True when the gate is open; false when somebody could not hear it, and the gate is shut for good.</returns>
    /// <exception cref="OperationCanceledException">The call ended meanwhile: nothing is decided.</exception>
    public async Task<bool> RunAsync(string language, IReadOnlyList<CallParty> parties, ConsentGate gate, CancellationToken callEnded)
    {
        var clip = notices.Find(language);
        var heard = clip is not null
            && (await Task.WhenAll(parties.Select(p => PlayAsync(p, clip, gate, callEnded)))).All(h => h);
        callEnded.ThrowIfCancellationRequested();
        if (!heard)
        {
            gate.Refuse();
        }

        return gate.State == ConsentState.Granted;
    }

    private async Task<bool> PlayAsync(CallParty party, AudioClip clip, ConsentGate gate, CancellationToken callEnded)
    {
        if (!await PlayAsync(party, clip, callEnded))
        {
            return false;
        }

        gate.NoticeHeard(party.Leg);
        return true;
    }

    /// <summary>Plays the notice to one party.</summary>
    /// <returns>True when it has heard it to its end.</returns>
    public async Task<bool> PlayAsync(CallParty party, AudioClip clip, CancellationToken callEnded)
    {
        try
        {
            await party.Reachable.WaitAsync(_timeout, time, callEnded);
            var holds = party.Holds;
            await party.Media.PlayAsync(clip, callEnded).WaitAsync(clip.Duration + _timeout, time, callEnded);

            // Played into a hold is not heard.
            return party.IsReachable && party.Holds == holds;
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            return false;
        }
    }
}
