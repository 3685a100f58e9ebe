using Microsoft.AspNetCore.Html;
using QRCoder;

namespace CallSummary.Portal.Console;

/// <summary>A sign-in link as a QR code, for the telephone of whom it is for.</summary>
internal static class LinkCode
{
    private const int PixelsPerModule = 5;

    /// <summary>An SVG image; the link is in it as squares only.</summary>
    public static IHtmlContent Svg(string link)
    {
        using var code = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var image = new SvgQRCode(code);
        return new HtmlString(image.GetGraphic(PixelsPerModule));
    }
}
