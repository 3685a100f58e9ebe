using CallSummary.Contracts;

namespace CallSummary.Gateway.Consent;

/// <summary>
/// Decides whether a call's audio may be kept. Starts closed unless the policy needs no notice; opens once, when every party has
/// heard it; a refusal or withdrawal closes it for good.
/// </summary>
internal sealed class ConsentGate
{
    private readonly Lock _lock = new();
    private readonly HashSet<Leg> _waiting;
    private volatile ConsentState _state;

    public ConsentGate(ConsentPolicy policy, IEnumerable<Leg> parties)
    {
        _waiting = [.. parties];
        _state = policy == ConsentPolicy.AlreadyAnnounced ? ConsentState.NotRequired : ConsentState.Pending;
    }

    public ConsentState State => _state;

    /// <summary>Audio may be kept now. Read for every packet: no lock.</summary>
    public bool IsOpen => Allows(_state);

    public static bool Allows(ConsentState state) => state is ConsentState.NotRequired or ConsentState.Granted;

    /// <summary>A party has heard the whole notice.</summary>
    /// <returns>True when that was the last one and the gate is open from now on.</returns>
    public bool NoticeHeard(Leg party)
    {
        lock (_lock)
        {
            if (_state != ConsentState.Pending)
            {
                return false;
            }

            _waiting.Remove(party);
            if (_waiting.Count > 0)
            {
                return false;
            }

            _state = ConsentState.Granted;
            return true;
        }
    }

    /// <summary>A party refused, or its notice could not be played.</summary>
    /// <returns>True when this changed the state.</returns>
    public bool Refuse() => Close(ConsentState.Refused);

    /// <summary>Consent was taken back, or the call was erased.</summary>
    /// <returns>True when this changed the state.</returns>
    public bool Withdraw() => Close(ConsentState.Withdrawn);

    private bool Close(ConsentState state)
    {
        lock (_lock)
        {
            if (_state is ConsentState.Refused or ConsentState.Withdrawn)
            {
                return false;
            }

            _state = state;
            return true;
        }
    }
}
