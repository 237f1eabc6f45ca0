import type { Dictionary } from './en';

export const es: Dictionary = {
  language: 'Idioma',
  loading: 'Cargando…',
  slow: 'Está tardando más de lo habitual. Mantén abierta esta página.',
  errorTitle: 'Error: {title}',
  contactSupport: 'Contactar con soporte',
  contactAdmin: 'Ponte en contacto con tu administrador.',
  terms: 'Términos',
  privacy: 'Privacidad',
  differentAccount: 'Usar otra cuenta',
  backToSignIn: 'Volver al inicio de sesión',
  showPassword: 'Mostrar contraseña',

  'field.email': 'Correo electrónico',
  'field.password': 'Contraseña',
  'field.newPassword': 'Nueva contraseña',
  'field.code': 'Código de verificación',
  'field.name': 'Nombre completo',
  'field.given_name': 'Nombre',
  'field.family_name': 'Apellidos',
  'field.phone_number': 'Número de teléfono',
  'hint.phone_number': 'Con el prefijo del país, por ejemplo +34',
  'required.email': 'Introduce tu correo electrónico.',
  'required.password': 'Introduce tu contraseña.',
  'required.newPassword': 'Elige una contraseña.',
  'required.code': 'Introduce el código de verificación.',
  'required.name': 'Introduce tu nombre completo.',
  'required.given_name': 'Introduce tu nombre.',
  'required.family_name': 'Introduce tus apellidos.',
  'required.phone_number': 'Introduce tu número de teléfono.',
  'required.field': 'Rellena este campo.',
  'rule.length': {
    one: 'Al menos {count} carácter',
    other: 'Al menos {count} caracteres',
  },
  'rule.uppercase': 'Una mayúscula',
  'rule.lowercase': 'Una minúscula',
  'rule.number': 'Un número',
  'rule.symbol': 'Un símbolo',

  'signIn.heading': 'Inicia sesión en {product}',
  'signIn.submit': 'Iniciar sesión',
  'signIn.busy': 'Iniciando sesión…',
  'signIn.forgot': '¿Has olvidado tu contraseña?',
  'signIn.newHere': '¿No tienes cuenta?',
  'signIn.create': 'Crear una cuenta',

  'signUp.heading': 'Crea tu cuenta',
  'signUp.submit': 'Crear cuenta',
  'signUp.busy': 'Creando la cuenta…',
  'signUp.haveAccount': '¿Ya tienes una cuenta?',

  'confirm.heading': 'Verifica tu correo electrónico',
  'confirm.sentTo':
    'Hemos enviado un código de verificación a {destination}. Introdúcelo para terminar de crear tu cuenta.',
  'confirm.submit': 'Verificar correo',

  'forgot.heading': 'Restablece tu contraseña',
  'forgot.intro':
    'Introduce tu correo electrónico y te enviaremos un código para restablecer tu contraseña.',
  'forgot.submit': 'Enviar código',

  'reset.heading': 'Elige una nueva contraseña',
  'reset.sentTo':
    'Si {destination} tiene una cuenta, le hemos enviado un código. Puede tardar un minuto; mira también en el correo no deseado.',
  'reset.submit': 'Guardar contraseña',
  'reset.busy': 'Guardando…',

  'first.heading': 'Establece tu contraseña',
  'first.intro':
    'Has iniciado sesión con una contraseña temporal. Establece una nueva para continuar.',

  'code.heading': 'Revisa tu correo',
  'code.sentTo': 'Hemos enviado un código de {length} dígitos a {destination}.',
  'code.submit': 'Continuar',
  'code.busy': 'Verificando…',
  'code.expiresIn': 'Caduca en {time}',
  'code.lastMinute': 'El código caduca en menos de un minuto.',
  'code.attemptsLeft': { one: 'Queda {count} intento.', other: 'Quedan {count} intentos.' },
  'code.remember': {
    one: 'No volver a pedir un código en este navegador durante {count} día',
    other: 'No volver a pedir un código en este navegador durante {count} días',
  },
  'code.remembered': {
    one: 'No volveremos a pedirte un código en este navegador durante {count} día.',
    other: 'No volveremos a pedirte un código en este navegador durante {count} días.',
  },
  'code.resend': 'Reenviar código',
  'code.resendIn': 'Reenviar código en {time}',
  'code.resendAt': 'Podrás pedir un código nuevo a partir de: {time}.',
  'code.resending': 'Enviando…',

  'help.heading': '¿No te ha llegado?',
  'help.spam': 'Puede tardar un minuto. Mira también en el correo no deseado.',
  'help.sender': 'El correo lo envía {sender}.',
  'help.open': 'Abrir {mailbox}',

  'blocked.locked': 'Tu cuenta está bloqueada',
  'blocked.tooManyCodes': 'Demasiados códigos solicitados',

  'message.accountConfirmed': 'Tu correo electrónico está verificado.',
  'message.accountExists': 'Ya tienes una cuenta con este correo electrónico.',
  'message.clientOutdated':
    'Esta página no está actualizada. Vuelve a cargarla e inicia sesión de nuevo.',
  'message.codeExpired': 'Este código ha caducado.',
  'message.codeIncomplete': 'Introduce los {length} dígitos del código.',
  'message.codeRequired': 'Se necesita un código de verificación. Inicia sesión de nuevo.',
  'message.codeResent': 'Hemos enviado un código nuevo. El anterior ya no sirve.',
  'message.emailNotDelivered': 'No hemos podido entregar el correo a {destination}.',
  'message.emailNotSent':
    'No hemos podido enviar el correo. Inténtalo de nuevo dentro de un momento.',
  'message.incorrectCode': 'Código incorrecto.',
  'message.incorrectCodeAttemptsLeft': {
    one: 'Código incorrecto. Queda {count} intento.',
    other: 'Código incorrecto. Quedan {count} intentos.',
  },
  'message.invalidEmail': 'Introduce un correo electrónico como nombre@example.com.',
  'message.invalidInput': 'Algún dato no es válido. Revísalo e inténtalo de nuevo.',
  'message.locked': 'Se han introducido demasiados códigos incorrectos.',
  'message.lockedUntil':
    'Se han introducido demasiados códigos incorrectos. Podrás intentarlo de nuevo a partir de: {time}.',
  'message.newestCodeCounts': 'Lo hemos vuelto a enviar. Usa el código del correo más reciente.',
  'message.notAllowed': 'Esto no está disponible para tu cuenta.',
  'message.offline': 'No tienes conexión. Compruébala e inténtalo de nuevo.',
  'message.passwordNeedsLowercase': 'La contraseña debe tener una minúscula.',
  'message.passwordNeedsNumber': 'La contraseña debe tener un número.',
  'message.passwordNeedsSymbol': 'La contraseña debe tener un símbolo.',
  'message.passwordNeedsUppercase': 'La contraseña debe tener una mayúscula.',
  'message.passwordSaved': 'Tu nueva contraseña se ha guardado.',
  'message.passwordTooShort': 'La contraseña es demasiado corta.',
  'message.passwordUsedBefore': 'Ya has usado esta contraseña. Elige otra.',
  'message.resendTooEarly':
    'Podrás pedir un código nuevo a partir de: {time}. El último sigue siendo válido.',
  'message.resetByAdmin': 'Necesitas una contraseña nueva.',
  'message.resetRequired': 'Tienes que restablecer tu contraseña.',
  'message.sessionEnded': 'Tu sesión ha terminado. Inicia sesión de nuevo.',
  'message.signInTimedOut':
    'El inicio de sesión ha caducado. Inicia sesión de nuevo para recibir otro código.',
  'message.signedOut': 'Has cerrado sesión.',
  'message.signedOutEverywhere': 'Has cerrado sesión en todos los dispositivos.',
  'message.temporaryPasswordExpired': 'Tu contraseña temporal ha caducado.',
  'message.tooManyAttempts': 'Demasiados intentos. Inténtalo de nuevo dentro de unos minutos.',
  'message.tooManyCodes': 'Has pedido demasiados códigos. Inténtalo más tarde.',
  'message.tooManyCodesUntil':
    'Has pedido demasiados códigos. Podrás intentarlo de nuevo a partir de: {time}.',
  'message.tooManyIncorrectCodes':
    'Demasiados códigos incorrectos. Inicia sesión de nuevo para recibir otro.',
  'message.unavailable': 'Algo ha salido mal. Inténtalo de nuevo.',
  'message.unverifiedAddress':
    'Tu correo electrónico no está verificado, así que no podemos enviarte un código.',
  'message.weakPassword': 'La contraseña no cumple todos los requisitos.',
  'message.wrongPassword': 'Correo electrónico o contraseña incorrectos.',
};
