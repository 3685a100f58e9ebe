using System.Runtime.InteropServices;

namespace CallSummary.Audio.Codecs.Amr;

/// <summary>A native codec's state, freed even when its owner is forgotten.</summary>
internal sealed unsafe class AmrState : SafeHandle
{
    private readonly delegate* unmanaged<nint, void> _exit;

    /// <exception cref="InvalidOperationException">The library is absent, or has no memory.</exception>
    public AmrState(delegate* unmanaged<nint> init, delegate* unmanaged<nint, void> exit, string? missing)
        : this(missing is null ? init() : throw Missing(missing), exit)
    {
    }

    /// <exception cref="InvalidOperationException">The library is absent, or has no memory.</exception>
    public AmrState(delegate* unmanaged<int, nint> init, delegate* unmanaged<nint, void> exit, string? missing)
        : this(missing is null ? init(0) : throw Missing(missing), exit)
    {
    }

    private AmrState(nint state, delegate* unmanaged<nint, void> exit)
        : base(0, ownsHandle: true)
    {
        _exit = exit;
        SetHandle(state);
        if (state == 0)
        {
            throw new InvalidOperationException("The AMR library could not begin: it is out of memory.");
        }
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>For calls of the owner, which keeps it alive.</summary>
    public nint Value => handle;

    protected override bool ReleaseHandle()
    {
        _exit(handle);
        return true;
    }

    private static InvalidOperationException Missing(string name) =>
        new($"AMR needs {name}, which this machine does not have. Install it and start again.");
}
