using System.Runtime.InteropServices;

namespace CallSummary.Audio.Codecs.Amr;

/// <summary>
/// The native libraries of the AMR codecs, where the machine has them: opencore-amr (Apache 2.0) decodes both and encodes AMR,
/// vo-amrwbenc (Apache 2.0) encodes AMR-WB. They come with the system, never with this program, for the codecs' patents are the operator's matter.
/// </summary>
internal static unsafe class AmrLibraries
{
    private static readonly nint s_narrow = Load("opencore-amrnb");
    private static readonly nint s_wide = Load("opencore-amrwb");
    private static readonly nint s_wideEncoder = Load("vo-amrwbenc");

    public static readonly delegate* unmanaged<nint> NarrowDecoderInit = (delegate* unmanaged<nint>)Find(s_narrow, "Decoder_Interface_init");
    public static readonly delegate* unmanaged<nint, void> NarrowDecoderExit = (delegate* unmanaged<nint, void>)Find(s_narrow, "Decoder_Interface_exit");
    public static readonly delegate* unmanaged<nint, byte*, short*, int, void> NarrowDecode = (delegate* unmanaged<nint, byte*, short*, int, void>)Find(s_narrow, "Decoder_Interface_Decode");
    public static readonly delegate* unmanaged<int, nint> NarrowEncoderInit = (delegate* unmanaged<int, nint>)Find(s_narrow, "Encoder_Interface_init");
    public static readonly delegate* unmanaged<nint, void> NarrowEncoderExit = (delegate* unmanaged<nint, void>)Find(s_narrow, "Encoder_Interface_exit");
    public static readonly delegate* unmanaged<nint, int, short*, byte*, int, int> NarrowEncode = (delegate* unmanaged<nint, int, short*, byte*, int, int>)Find(s_narrow, "Encoder_Interface_Encode");

    public static readonly delegate* unmanaged<nint> WideDecoderInit = (delegate* unmanaged<nint>)Find(s_wide, "D_IF_init");
    public static readonly delegate* unmanaged<nint, void> WideDecoderExit = (delegate* unmanaged<nint, void>)Find(s_wide, "D_IF_exit");
    public static readonly delegate* unmanaged<nint, byte*, short*, int, void> WideDecode = (delegate* unmanaged<nint, byte*, short*, int, void>)Find(s_wide, "D_IF_decode");
    public static readonly delegate* unmanaged<nint> WideEncoderInit = (delegate* unmanaged<nint>)Find(s_wideEncoder, "E_IF_init");
    public static readonly delegate* unmanaged<nint, void> WideEncoderExit = (delegate* unmanaged<nint, void>)Find(s_wideEncoder, "E_IF_exit");
    public static readonly delegate* unmanaged<nint, int, short*, byte*, int, int> WideEncode = (delegate* unmanaged<nint, int, short*, byte*, int, int>)Find(s_wideEncoder, "E_IF_encode");

    /// <summary>What decoding needs and the machine lacks; null when nothing is missing.</summary>
    public static string? MissingDecoder(bool isWideband) => isWideband
        ? Named(WideDecode is null || WideDecoderInit is null || WideDecoderExit is null, "libopencore-amrwb (Debian: libopencore-amrwb0)")
        : Named(NarrowDecode is null || NarrowDecoderInit is null || NarrowDecoderExit is null, "libopencore-amrnb (Debian: libopencore-amrnb0)");

    /// <summary>What encoding needs and the machine lacks; null when nothing is missing.</summary>
    public static string? MissingEncoder(bool isWideband) => isWideband
        ? Named(WideEncode is null || WideEncoderInit is null || WideEncoderExit is null, "libvo-amrwbenc (Debian: libvo-amrwbenc0)")
        : Named(NarrowEncode is null || NarrowEncoderInit is null || NarrowEncoderExit is null, "libopencore-amrnb (Debian: libopencore-amrnb0)");

    private static string? Named(bool isMissing, string name) => isMissing ? name : null;

    private static nint Load(string name)
    {
        foreach (var file in (ReadOnlySpan<string>)[$"lib{name}.so.0", $"lib{name}.so", $"lib{name}.0.dylib", $"lib{name}.dylib", $"lib{name}-0.dll", $"{name}.dll"])
        {
            if (NativeLibrary.TryLoad(file, typeof(AmrLibraries).Assembly, null, out var library))
            {
                return library;
            }
        }

        return 0;
    }

    private static nint Find(nint library, string function) =>
        library != 0 && NativeLibrary.TryGetExport(library, function, out var address) ? address : 0;
}
