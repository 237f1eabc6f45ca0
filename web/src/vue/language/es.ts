import type { Dictionary } from './en';

export const es: Dictionary = {
  language: 'Idioma',
  loading: 'Un momento…',
  slow: 'Está tardando más de lo normal. Comprueba tu conexión.',
  help: 'Ayuda: {address}',
  back: '¿No eres tú? Volver',
  backToSignIn: 'Volver al inicio de sesión',
  showPassword: 'Mostrar contraseña',

  'field.email': 'Correo electrónico',
  'field.password': 'Contraseña',
  'field.newPassword': 'Contraseña nueva',
  'field.currentPassword': 'Contraseña actual',
  'field.confirmationCode': 'Código del correo',
  'field.name': 'Nombre completo',
  'field.given_name': 'Nombre',
  'field.family_name': 'Apellidos',
  'field.phone_number': 'Teléfono con prefijo del país',
  'required.email': 'Introduce tu correo electrónico.',
  'required.password': 'Introduce una contraseña.',
  'required.confirmationCode': 'Introduce el código del correo.',
  'required.field': 'Rellena este campo.',
  passwordHint: 'Cuanto más larga, mejor: varias palabras con mayúsculas, minúsculas y una cifra.',

  'signIn.heading': 'Iniciar sesión',
  'signIn.submit': 'Iniciar sesión',
  'signIn.busy': 'Iniciando sesión…',
  'signIn.forgot': '¿Has olvidado la contraseña?',
  'signIn.create': 'Crear una cuenta',

  'signUp.heading': 'Crea tu cuenta',
  'signUp.submit': 'Crear cuenta',
  'signUp.busy': 'Creando la cuenta…',
  'signUp.back': 'Ya tengo una cuenta',

  'confirm.heading': 'Confirma tu correo',
  'confirm.sentTo':
    'Para confirmar que es tuyo, introduce el código que hemos enviado a {destination}.',
  'confirm.submit': 'Confirmar',
  'confirm.busy': 'Confirmando…',
  'message.confirmationCodeResent': 'Un código nuevo está en camino.',

  'forgot.heading': 'Restablecer la contraseña',
  'forgot.intro': 'Introduce tu correo y te enviaremos un código para elegir una contraseña nueva.',
  'forgot.submit': 'Enviar código',
  'forgot.busy': 'Enviando…',

  'reset.heading': 'Elige una contraseña nueva',
  'reset.sentTo': 'Si existe una cuenta, hay un código en camino a {destination}.',
  'reset.submit': 'Guardar y continuar',
  'reset.busy': 'Guardando…',

  'first.heading': 'Elige tu contraseña',
  'first.intro': 'Has entrado con una contraseña temporal. Elige la tuya para continuar.',

  'code.heading': 'Revisa tu correo',
  'code.sentTo': 'Introduce las {length} cifras que hemos enviado a {destination}.',
  'code.label': 'Código',
  'code.submit': 'Iniciar sesión',
  'code.busy': 'Comprobando…',
  'code.validFor': 'Válido durante {time}',
  'code.lastMinute': 'Al código le queda menos de un minuto.',
  'message.codeExpired': 'Este código ya no es válido. Pide uno nuevo.',
  'code.resend': 'Enviar un código nuevo',
  'code.resendIn': 'Enviar un código nuevo en {time}',
  'code.resending': 'Enviando…',
  'message.codeResent': 'Un código nuevo está en camino. El anterior ya no sirve.',
  'message.resendTooEarly': 'Próximo código posible: {time}. El último aún sirve.',
  'message.incorrectCodeAttemptsLeft': 'Ese código no es correcto. Intentos restantes: {count}.',
  'code.triesLeft': 'Intentos restantes: {count}.',
  'message.codeIncomplete': 'Introduce las {length} cifras del código.',
  'message.emailNotDelivered':
    'No hemos podido entregar el correo a {destination}. Comprueba que ese buzón puede recibir mensajes y pide un código nuevo.',

  'message.tooManyIncorrectCodes':
    'Demasiados códigos incorrectos. Vuelve a iniciar sesión para recibir otro.',
  'message.signInTimedOut':
    'El inicio de sesión ha tardado demasiado. Vuelve a empezar para recibir un código nuevo.',
  'message.passwordSaved': 'Tu contraseña nueva se ha guardado.',
  'message.accountConfirmed': 'Tu cuenta está confirmada.',
  'message.resetRequired':
    'Tienes que cambiar la contraseña. Elige «¿Has olvidado la contraseña?».',
  'message.resetByAdmin': 'Tienes que cambiar la contraseña. Pide ayuda a tu administrador.',
  'message.signedOutEverywhere': 'Has cerrado la sesión en todos los dispositivos.',

  'message.unavailable': 'Algo ha fallado por nuestra parte. Inténtalo de nuevo en un momento.',
  'message.offline': 'No hay conexión. Comprueba tu red e inténtalo de nuevo.',
  'message.wrongPassword': 'El correo y la contraseña no coinciden.',
  'message.tooManyAttempts': 'Demasiados intentos. Espera unos minutos e inténtalo de nuevo.',
  'message.temporaryPasswordExpired':
    'La contraseña temporal ya no es válida. Pide otra a tu administrador.',
  'message.accountExists': 'Ya hay una cuenta con este correo. Inicia sesión con ella.',
  'message.invalidInput': 'Algún dato no se puede usar. Compruébalo e inténtalo de nuevo.',
  'message.incorrectCode': 'Ese código no es correcto. Mira el correo e inténtalo de nuevo.',
  'message.resetCodeExpired': 'Ese código ya no es válido. Pide uno nuevo.',
  'message.notAllowed': 'Esto no es posible con esta cuenta. Pide ayuda a tu administrador.',
  'message.emailNotSent': 'No se ha podido enviar el correo. Inténtalo de nuevo en un momento.',
  'message.weakPassword': 'Elige una contraseña más segura.',
  'message.passwordTooShort': 'Esta contraseña es demasiado corta. Elige una más larga.',
  'message.passwordNeedsUppercase': 'La contraseña necesita una letra mayúscula.',
  'message.passwordNeedsLowercase': 'La contraseña necesita una letra minúscula.',
  'message.passwordNeedsNumber': 'La contraseña necesita una cifra.',
  'message.passwordNeedsSymbol': 'La contraseña necesita un carácter especial.',
  'message.passwordUsedBefore': 'Ya has usado esta contraseña. Elige otra.',
  'message.incorrectCurrentPassword': 'La contraseña actual no es correcta.',

  'message.locked':
    'Demasiados códigos incorrectos. Por tu seguridad, el inicio de sesión está bloqueado.',
  'message.lockedUntil':
    'Demasiados códigos incorrectos. Por tu seguridad, el inicio de sesión está bloqueado. Próximo intento: {time}.',
  'message.tooManyCodes': 'Se han enviado demasiados códigos a esta cuenta. Inténtalo más tarde.',
  'message.tooManyCodesUntil':
    'Se han enviado demasiados códigos a esta cuenta. Próximo intento: {time}.',
  'message.unverifiedAddress':
    'Tu correo no está verificado, así que no se puede enviar ningún código. Pide ayuda a tu administrador.',
  'message.codeRequired':
    'Para iniciar sesión hace falta un código enviado a tu correo. Vuelve a empezar.',

  'signedIn.heading': 'Has iniciado sesión',
  'signedIn.account': 'Cuenta',
  'signedIn.how': 'Has entrado con',
  'signedIn.withCode': 'Contraseña y código por correo',
  'signedIn.withoutCode': 'Contraseña',
  'signedIn.since': 'Desde',
  'signedIn.time': '{time}',
  'signedIn.until': 'Válida hasta',
  'signedIn.renewed': '{time}, luego se renueva sola',
  'message.sessionUnreadable': 'No se puede leer tu sesión. Ciérrala y vuelve a entrar.',
  'signedIn.signOut': 'Cerrar sesión',
  'signedIn.signOutEverywhere': 'Cerrar sesión en todos los dispositivos',
  'signedIn.signingOut': 'Cerrando sesión…',
  'signedIn.changePassword': 'Cambiar contraseña',
  'signedIn.save': 'Guardar',
  'signedIn.cancel': 'Cancelar',
};
